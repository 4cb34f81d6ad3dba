# SPDX-License-Identifier: GPL-3.0-or-later
#
# The headless server and the terminal client must start where no screen is, so nothing they link, at whatever remove, may
# be of the screen.

set(screen_libraries "libQt6(Gui|Widgets|Svg|OpenGL|XcbQpa)|libX11|libxcb|libGL")

# landline_links_none(TARGET REGEX): the program's shared libraries, all of them, have no name that matches.
function(landline_links_none target regex)
    add_test(NAME ${target}_links_no_screen
        COMMAND "${CMAKE_COMMAND}" "-DPROGRAM=$<TARGET_FILE:${target}>" "-DFORBIDDEN=${regex}"
            -P "${CMAKE_CURRENT_SOURCE_DIR}/checklinks.cmake")
    set_tests_properties(${target}_links_no_screen PROPERTIES LABELS architecture TIMEOUT 60)
endfunction()

foreach(program landline-server landline-cli)
    if(TARGET ${program})
        landline_links_none(${program} "${screen_libraries}")
    endif()
endforeach()

# The check can fail: a program that does link Gui is refused, in the words of the check.
add_executable(program_with_a_screen withscreen.cpp)
target_link_libraries(program_with_a_screen PRIVATE landline_options Qt6::Gui)
set_target_properties(program_with_a_screen PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
landline_links_none(program_with_a_screen "${screen_libraries}")
set_tests_properties(program_with_a_screen_links_no_screen PROPERTIES
    PASS_REGULAR_EXPRESSION "program_with_a_screen must not link .*libQt6Gui")
