# SPDX-License-Identifier: GPL-3.0-or-later
#
# Each header a target lists compiles by itself: one translation unit a header, that includes nothing else, with what
# its target links. No code is kept, so nothing is optimised and no debug information is made.

foreach(target IN LISTS own_targets)
    landline_sources_of(${target} headers)
    list(FILTER headers INCLUDE REGEX "\\.h$")
    if(NOT headers)
        continue()
    endif()

    set(units "")
    foreach(header IN LISTS headers)
        set(unit "${CMAKE_CURRENT_BINARY_DIR}/headers/${target}/${header}.cpp")
        file(CONFIGURE OUTPUT "${unit}" CONTENT "#include \"${header}\"\n")
        list(APPEND units "${unit}")
    endforeach()

    add_library(headers_of_${target} OBJECT ${units})
    get_target_property(links ${target} LINK_LIBRARIES)
    target_link_libraries(headers_of_${target} PRIVATE ${links})
    target_include_directories(headers_of_${target} PRIVATE "${PROJECT_SOURCE_DIR}")
    target_compile_options(headers_of_${target} PRIVATE -O0 -g0)
    set_target_properties(headers_of_${target} PROPERTIES AUTOMOC OFF AUTORCC OFF)
endforeach()
