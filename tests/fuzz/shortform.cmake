# SPDX-License-Identifier: GPL-3.0-or-later
#
# The fuzzers for some seconds each, 30 s together, as tests. `fuzz_build` builds them for whichever of them is asked
# for, by itself, so that nobody's deadlines suffer; where the compiler for it is missing, all are reported as skipped.
set(fuzz_runner "${CMAKE_CURRENT_SOURCE_DIR}/run")
add_test(NAME fuzz_build COMMAND bash "${fuzz_runner}" build)
set_tests_properties(fuzz_build PROPERTIES
    LABELS fuzz TIMEOUT 900 SKIP_RETURN_CODE 77 RUN_SERIAL ON FIXTURES_SETUP fuzzers)
foreach(name requestcodec eventcodec framereader requesthead searchquery)
    landline_test_environment(environment "${LANDLINE_TEST_HOMES}/fuzz_${name}")
    add_test(NAME fuzz_${name} COMMAND sh "${PROJECT_SOURCE_DIR}/tests/in-own-home"
        bash "${fuzz_runner}" briefly ${name})
    set_tests_properties(fuzz_${name} PROPERTIES
        LABELS fuzz TIMEOUT 120 SKIP_RETURN_CODE 77 FIXTURES_REQUIRED "fresh_homes;fuzzers"
        ENVIRONMENT "${environment}")
endforeach()
