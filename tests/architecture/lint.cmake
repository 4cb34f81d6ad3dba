# SPDX-License-Identifier: GPL-3.0-or-later
#
# The targets `tidy` and `clazy`: one stamp a source file, which hangs on that file's object. Ninja knows which headers
# the object was made of, so a second run looks only at what a change can have reached.

find_program(CLANG_TIDY NAMES clang-tidy-14 clang-tidy REQUIRED)
find_program(CLAZY clazy-standalone REQUIRED)

set(clazy_checks "level1,old-style-connect,use-chrono-in-qtimer,signal-with-return-value")

# landline_lint(NAME TARGET SOURCE COMMAND...): adds to the stamps of NAME the one of this source.
function(landline_lint name target source)
    get_target_property(binary_dir ${target} BINARY_DIR)
    get_target_property(source_dir ${target} SOURCE_DIR)
    cmake_path(RELATIVE_PATH source BASE_DIRECTORY "${source_dir}" OUTPUT_VARIABLE below)
    set(stamp "${CMAKE_BINARY_DIR}/${name}/${target}/${below}.ok")
    cmake_path(GET stamp PARENT_PATH stamp_dir)
    file(MAKE_DIRECTORY "${stamp_dir}")
    file(RELATIVE_PATH shown "${PROJECT_SOURCE_DIR}" "${source}")
    add_custom_command(OUTPUT "${stamp}"
        COMMAND sh "${CMAKE_CURRENT_SOURCE_DIR}/lint-one" "${stamp}" ${ARGN} "${source}"
        DEPENDS "${binary_dir}/CMakeFiles/${target}.dir/${below}.o" "${PROJECT_SOURCE_DIR}/.clang-tidy"
        COMMENT "${name} ${shown}" VERBATIM)
    set_property(GLOBAL APPEND PROPERTY landline_${name}_stamps "${stamp}")
endfunction()

foreach(target IN LISTS own_targets)
    landline_sources_of(${target} sources)
    list(FILTER sources INCLUDE REGEX "\\.cpp$")
    foreach(source IN LISTS sources)
        # What Qt Test makes and runs has no parent to give, and a test counts in locals that it outlives.
        set(checks "${clazy_checks},ctor-missing-parent-argument")
        if(source MATCHES "/tst_[^/]*$")
            set(checks "${clazy_checks},no-lambda-in-connect")
        endif()
        cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY "${PROJECT_SOURCE_DIR}")
        # The path-sensitive analyser takes half of the time; it is spent on what people run.
        set(without "")
        if(source MATCHES "^${PROJECT_SOURCE_DIR}/tests/")
            set(without "--checks=-clang-analyzer-*")
        endif()
        landline_lint(tidy ${target} "${source}" "${CLANG_TIDY}" --quiet ${without} -p "${CMAKE_BINARY_DIR}")
        landline_lint(clazy ${target} "${source}" "${CLAZY}" -p "${CMAKE_BINARY_DIR}" "-checks=${checks}"
            "-header-filter=^${PROJECT_SOURCE_DIR}/(messages|client|server|ui|app|tests)/.*"
            --extra-arg=-Werror --extra-arg=-Wno-everything)
    endforeach()
endforeach()

foreach(name IN ITEMS tidy clazy)
    get_property(stamps GLOBAL PROPERTY landline_${name}_stamps)
    add_custom_target(${name} DEPENDS ${stamps})
endforeach()
