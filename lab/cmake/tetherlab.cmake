# SPDX-License-Identifier: Apache-2.0
# The three verbs every folder's CMakeLists.txt is written in. Targets only, no global flags.

option(TETHERLAB_FUZZ "build the libFuzzer targets (clang only)" OFF)
option(TETHERLAB_PRECOMPILE "read the headers that most files include from a precompiled one" OFF)
set(TETHERLAB_SANITIZE "" CACHE STRING "value for -fsanitize=, empty for none")

# What a run needs, and what the sanitized preset builds: only what its tests run.
add_custom_target(programs)
add_custom_target(unit_tests)
add_custom_target(fuzzers)
add_custom_target(bench_tests DEPENDS programs)

add_library(tetherlab_flags INTERFACE)
target_compile_features(tetherlab_flags INTERFACE cxx_std_20)
target_include_directories(tetherlab_flags INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(tetherlab_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor)
if(TETHERLAB_SANITIZE)
  target_compile_options(tetherlab_flags INTERFACE -fsanitize=${TETHERLAB_SANITIZE} -fno-sanitize-recover=all
                                                   -fno-omit-frame-pointer)
  target_link_options(tetherlab_flags INTERFACE -fsanitize=${TETHERLAB_SANITIZE})
endif()
if(TETHERLAB_FUZZ)
  target_compile_options(tetherlab_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()

# tetherlab_precompile(NAME HEADERS header… [DEPENDS target…]): a precompiled header for other targets to take over. A
# build without it is what shows that a file includes what it uses.
function(tetherlab_precompile name)
  cmake_parse_arguments(ARG "" "" "HEADERS;DEPENDS" ${ARGN})
  if(NOT TETHERLAB_PRECOMPILE)
    return()
  endif()
  file(CONFIGURE OUTPUT ${name}.cpp CONTENT "")
  add_library(${name} OBJECT ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp)
  target_link_libraries(${name} PRIVATE tetherlab_flags ${ARG_DEPENDS})
  target_precompile_headers(${name} PRIVATE ${ARG_HEADERS})
endfunction()

# tetherlab_use_precompiled(TARGET NAME)
function(tetherlab_use_precompiled target name)
  if(TETHERLAB_PRECOMPILE)
    target_precompile_headers(${target} REUSE_FROM ${name})
  endif()
endfunction()

set(common <algorithm> <chrono> <filesystem> <functional> <map> <memory> <mutex> <optional> <sstream> <string> <thread>
           <variant> <vector> <fmt/format.h> <nlohmann/json.hpp> <yaml-cpp/yaml.h>)
tetherlab_precompile(tetherlab_common HEADERS ${common} DEPENDS fmt::fmt)
if(BUILD_TESTING)
  tetherlab_precompile(tetherlab_testing HEADERS ${common} <gmock/gmock.h> <gtest/gtest.h>
                       DEPENDS fmt::fmt GTest::gmock)
endif()

# tetherlab_library(NAME SOURCES a.cpp… [DEPENDS target…]): static library tetherlab_NAME, alias tetherlab::NAME.
function(tetherlab_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS" ${ARGN})
  add_library(tetherlab_${name} STATIC ${ARG_SOURCES})
  add_library(tetherlab::${name} ALIAS tetherlab_${name})
  target_link_libraries(tetherlab_${name} PUBLIC tetherlab_flags ${ARG_DEPENDS})
  tetherlab_use_precompiled(tetherlab_${name} tetherlab_common)
endfunction()

# tetherlab_test(NAME LABEL unit|kernel|lab|hw SOURCES x_test.cpp… [DEPENDS target…]): a GoogleTest binary.
# A test case that calls GTEST_SKIP() is shown as Skipped, not as Passed. Where sanitized, the binary is one test.
function(tetherlab_test name)
  cmake_parse_arguments(ARG "" "LABEL;TIMEOUT" "SOURCES;DEPENDS" ${ARGN})
  if(NOT BUILD_TESTING)
    return()
  endif()
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE tetherlab_flags GTest::gmock GTest::gtest_main ${ARG_DEPENDS})
  target_compile_definitions(${name} PRIVATE TETHERLAB_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
                                             TETHERLAB_BINARY_DIR="${PROJECT_BINARY_DIR}")
  tetherlab_use_precompiled(${name} tetherlab_testing)
  if(ARG_LABEL STREQUAL unit)
    add_dependencies(unit_tests ${name})
  else()
    add_dependencies(bench_tests ${name})
  endif()
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 60)
  endif()
  if(TETHERLAB_SANITIZE)
    # A sanitized program takes longer to start than most tests take to run.
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES LABELS ${ARG_LABEL} TIMEOUT 900)
  else()
    gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST
                         PROPERTIES LABELS ${ARG_LABEL} TIMEOUT ${ARG_TIMEOUT})
  endif()
endfunction()

# tetherlab_fuzzer(NAME SOURCE x_fuzz.cpp CORPUS dir [DEPENDS target…]): a libFuzzer target, and a CTest that
# replays its corpus and then runs a bounded number of new inputs, the same each time.
function(tetherlab_fuzzer name)
  cmake_parse_arguments(ARG "" "SOURCE;CORPUS" "DEPENDS" ${ARGN})
  if(NOT TETHERLAB_FUZZ)
    return()
  endif()
  add_executable(${name} ${ARG_SOURCE})
  target_link_libraries(${name} PRIVATE tetherlab_flags ${ARG_DEPENDS})
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  add_dependencies(fuzzers ${name})
  file(MAKE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/${name}.new)
  add_test(NAME fuzz.${name}
           COMMAND ${name} -seed=1 -runs=20000 -max_total_time=10 -rss_limit_mb=512 -print_final_stats=0
                   ${CMAKE_CURRENT_BINARY_DIR}/${name}.new ${CMAKE_CURRENT_SOURCE_DIR}/${ARG_CORPUS})
  set_tests_properties(fuzz.${name} PROPERTIES LABELS fuzz TIMEOUT 300)
endfunction()
