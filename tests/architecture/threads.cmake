# SPDX-License-Identifier: GPL-3.0-or-later
#
# ThreadSanitizer is worth what it can tell apart: queued signals are in order, a race is a race.

landline_test(queuedsignals SOURCES tst_queuedsignals.cpp USES Qt6::Core)

add_executable(program_with_a_race withrace.cpp)
target_link_libraries(program_with_a_race PRIVATE landline_options Qt6::Core)
set_target_properties(program_with_a_race PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
if(LANDLINE_SANITIZE MATCHES "thread")
    landline_test_environment(environment "${LANDLINE_TEST_HOMES}/program_with_a_race")
    add_test(NAME a_race_is_found COMMAND program_with_a_race)
    set_tests_properties(a_race_is_found PROPERTIES LABELS architecture TIMEOUT 60
        ENVIRONMENT "${environment}" PASS_REGULAR_EXPRESSION "data race .*withrace.cpp")
endif()
