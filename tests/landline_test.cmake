# SPDX-License-Identifier: GPL-3.0-or-later
#
# landline_test(NAME SOURCES file... [USES target...] [TIMEOUT seconds] [ENVIRONMENT name=value...] [SERIAL])
#
# One Qt Test program, `tst_NAME`, and the CTest test of that name, labelled with the folder it stands in:
#
#     landline_test(roomname SOURCES tst_roomname.cpp USES Landline::messages)
#     landline_test(session  SOURCES tst_session.cpp  USES Landline::client Landline::support TIMEOUT 120)
#
# USES names what is linked beside Qt6::Test, the folder's own library among it. A test that says
# `#include "tst_roomname.moc"` at its end needs nothing more: AUTOMOC is on.
#
# What a test may count on:
# - QT_QPA_PLATFORM=offscreen, a locale of C.UTF-8, the time zone UTC;
# - HOME and every XDG directory are its own and empty at the start of each CTest run, so neither the person's
#   settings nor another test's are seen. The place is ${CMAKE_BINARY_DIR}/tests/homes/tst_NAME;
# - TIMEOUT is 60 s if not given, three times that under a sanitizer;
# - tests run side by side: no fixed port, no fixed file. SERIAL is for what measures the whole machine.
#
# Nothing is added where BUILD_TESTING is off, so a folder may call it without asking.

set(LANDLINE_TEST_HOMES "${CMAKE_BINARY_DIR}/tests/homes")
set(LANDLINE_SANITIZER_FILES "${CMAKE_CURRENT_LIST_DIR}/support/sanitizers")

if(BUILD_TESTING)
    # The homes of the last run are swept away before the first test of this one.
    add_test(NAME fresh_homes COMMAND "${CMAKE_COMMAND}" -E rm -rf "${LANDLINE_TEST_HOMES}")
    set_tests_properties(fresh_homes PROPERTIES FIXTURES_SETUP fresh_homes TIMEOUT 60)
endif()

# landline_test_environment(VARIABLE HOME): the environment every test runs in, as a list of name=value.
function(landline_test_environment variable home)
    set(sanitizers "${LANDLINE_SANITIZER_FILES}")
    set(${variable}
        "HOME=${home}"
        "XDG_CONFIG_HOME=${home}/config"
        "XDG_DATA_HOME=${home}/data"
        "XDG_CACHE_HOME=${home}/cache"
        "XDG_STATE_HOME=${home}/state"
        "XDG_RUNTIME_DIR=${home}/runtime"
        "LC_ALL=C.UTF-8"
        "TZ=UTC"
        "QT_QPA_PLATFORM=offscreen"
        "ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1"
        "LSAN_OPTIONS=suppressions=${sanitizers}/leaks.txt:print_suppressions=0"
        "UBSAN_OPTIONS=print_stacktrace=1"
        # A program is started from where threads run already: between fork and exec nothing of ours runs.
        "TSAN_OPTIONS=suppressions=${sanitizers}/races.txt:second_deadlock_stack=1:die_after_fork=0"
        # Qt's own event dispatcher, as in a server; GLib's, not instrumented either, would have to be excused too.
        "QT_NO_GLIB=1"
        PARENT_SCOPE)
endfunction()

function(landline_test name)
    cmake_parse_arguments(arg "SERIAL" "TIMEOUT" "SOURCES;USES;ENVIRONMENT" ${ARGN})
    if(arg_UNPARSED_ARGUMENTS OR NOT arg_SOURCES)
        message(FATAL_ERROR "landline_test(${name}): SOURCES is needed, and this is not understood: '${arg_UNPARSED_ARGUMENTS}'")
    endif()
    if(NOT BUILD_TESTING)
        return()
    endif()

    set(program tst_${name})
    add_executable(${program} ${arg_SOURCES})
    target_link_libraries(${program} PRIVATE landline_options Qt6::Test ${arg_USES})
    target_include_directories(${program} PRIVATE "${PROJECT_SOURCE_DIR}")
    set_target_properties(${program} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")

    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 60)
    endif()
    if(LANDLINE_SANITIZE)
        math(EXPR arg_TIMEOUT "3 * ${arg_TIMEOUT}")
    endif()
    cmake_path(GET CMAKE_CURRENT_SOURCE_DIR FILENAME folder)
    set(home "${LANDLINE_TEST_HOMES}/${program}")
    landline_test_environment(environment "${home}")

    # The wrapper makes the home (its runtime directory readable by nobody else, as Qt insists) and becomes the test.
    add_test(NAME ${program} COMMAND sh "${PROJECT_SOURCE_DIR}/tests/in-own-home" "$<TARGET_FILE:${program}>")
    set_tests_properties(${program} PROPERTIES
        LABELS ${folder} TIMEOUT ${arg_TIMEOUT} RUN_SERIAL ${arg_SERIAL} FIXTURES_REQUIRED fresh_homes
        ENVIRONMENT "${environment};${arg_ENVIRONMENT}")
endfunction()
