# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Everything between a clean clone and a program that can run: packages, build, bench images. Sourced by
# lab/tetherlab, lab/python and lab/test, which set TETHERLAB_ROOT.

# shellcheck disable=SC2034 # read by the files sourced below
TETHERLAB_CACHE=${TETHERLAB_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/tetherlab}
export TETHERLAB_DEBS=${TETHERLAB_DEBS:-$TETHERLAB_CACHE/debs}
TETHERLAB_BUILD=$TETHERLAB_ROOT/build/release

# shellcheck source=lab/bootstrap/progress.sh
. "$TETHERLAB_ROOT/lab/bootstrap/progress.sh"
# shellcheck source=lab/bootstrap/packages.sh
. "$TETHERLAB_ROOT/lab/bootstrap/packages.sh"

# Root makes namespaces, taps and packages; a user is asked for sudo once.
require_root() {
    [ "$(id -u)" -eq 0 ] && return 0
    printf 'tetherlab: %s needs root for network namespaces and packages; asking sudo\n' "${0##*/}" >&2
    exec sudo --preserve-env=HOME,XDG_CACHE_HOME,XDG_STATE_HOME,TETHERLAB_CACHE,NO_COLOR "$0" "$@"
}

# True when nothing that goes into programs or images is newer than the last preparation for this use.
prepared() {
    local stamp=$TETHERLAB_BUILD/.prepared-$1
    [ -f "$stamp" ] && [ -x "$TETHERLAB_BUILD/harness/cli/tetherlab" ] && [ -d "$(cat "$stamp")" ] &&
        [ -z "$(find "$TETHERLAB_ROOT"/{gadget,harness,lab,CMakeLists.txt,CMakePresets.json} -newer "$stamp" \
            -not -name '*.md' -print -quit)" ]
}

# prepare programs|python|bench_tests|all: builds that target and sets TETHERLAB_IMAGES. One preparation at a time: a
# second start waits for the first.
prepare() {
    local use=$1 stamp=$TETHERLAB_BUILD/.prepared-$1
    if ! prepared "$use"; then
        mkdir -p "$TETHERLAB_BUILD" "$TETHERLAB_CACHE"
        exec {lock}>"$TETHERLAB_CACHE/prepare.lock"
        flock "$lock"
        touch "$stamp.began"
        case $use in
            programs) install_packages run ;;
            python) install_packages python ;;
            *) install_packages test ;;
        esac
        build_programs "$use"
        "$TETHERLAB_ROOT/lab/virtual/images" "$TETHERLAB_BUILD" >"$stamp"
        # The stamp is as old as the start of the work: a file changed meanwhile is newer.
        touch -r "$stamp.began" "$stamp"
        exec {lock}>&-
    fi
    TETHERLAB_IMAGES=$(cat "$stamp")
    export TETHERLAB_IMAGES
}

build_programs() {
    local testing=()
    [ -f "$TETHERLAB_BUILD/CMakeCache.txt" ] || testing=(-DBUILD_TESTING=OFF)
    case $1 in programs | python) ;; *) testing=(-DBUILD_TESTING=ON) ;; esac
    progress 'configuring' "$TETHERLAB_CACHE/log/configure.log" \
        cmake --preset release -S "$TETHERLAB_ROOT" "${testing[@]}"
    progress 'building' "$TETHERLAB_CACHE/log/build.log" cmake --build "$TETHERLAB_BUILD" --target "$1"
}
