# SPDX-License-Identifier: GPL-3.0-or-later
# cmake -DPROGRAM=file -DFORBIDDEN=regex -P checklinks.cmake
cmake_minimum_required(VERSION 3.25)

file(GET_RUNTIME_DEPENDENCIES EXECUTABLES "${PROGRAM}"
    RESOLVED_DEPENDENCIES_VAR libraries UNRESOLVED_DEPENDENCIES_VAR missing)
if(NOT libraries)
    message(FATAL_ERROR "${PROGRAM} was read as linking nothing at all, which cannot be")
endif()
list(FILTER libraries INCLUDE REGEX "${FORBIDDEN}")
if(libraries OR missing)
    list(JOIN libraries " " libraries)
    cmake_path(GET PROGRAM FILENAME name)
    message(FATAL_ERROR "${name} must not link ${libraries} ${missing}")
endif()
