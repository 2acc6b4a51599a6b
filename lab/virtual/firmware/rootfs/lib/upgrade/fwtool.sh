# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=dash
# The chunks at the end of an image: content, then a trailer of 16 bytes: "FWx0", CRC-32 of everything before it without
# the final inversion, type (0 signature, 1 metadata), 3 bytes of padding, size with trailer; numbers big-endian.

# part FILE OFFSET LENGTH
part() {
    dd if="$1" bs=64k skip="$2" count="$3" iflag=skip_bytes,count_bytes status=none
}

fwtool_error() {
    [ -n "$quiet" ] || echo "$1" >&2
    return 1
}

# read_trailer FILE END: sets chunk_type, chunk_size from the trailer that ends at END.
read_trailer() {
    local trailer crc
    trailer=$(part "$1" $(($2 - 16)) 16 | hexdump -v -e '1/1 "%02x"')
    case $trailer in
    46577830*) ;;
    *) fwtool_error "Data not found" || return ;;
    esac
    trailer=${trailer#46577830}
    crc=$(part "$1" 0 $(($2 - 16)) | crc32)
    [ $((0x$crc ^ 0xffffffff)) -eq $((0x${trailer%????????????????})) ] || fwtool_error "CRC error" || return
    trailer=${trailer#????????}
    chunk_type=$((0x${trailer%??????????????}))
    chunk_size=$((0x${trailer#????????}))
    if [ "$chunk_size" -lt 16 ] || [ "$chunk_size" -gt "$2" ]; then
        fwtool_error "Size error"
    fi
}

# find_chunk FILE TYPE: sets chunk_start, chunk_length (without trailer). A signature after the metadata is passed over.
find_chunk() {
    local end
    end=$(stat -c %s "$1")
    [ "$end" -ge 16 ] || fwtool_error "unable to extract trailer header" || return
    while read_trailer "$1" "$end"; do
        chunk_start=$((end - chunk_size))
        chunk_length=$((chunk_size - 16))
        [ "$chunk_type" != "$2" ] || return 0
        [ "$chunk_type" = 0 ] || fwtool_error "Data not found" || return
        end=$chunk_start
    done
    return 1
}
