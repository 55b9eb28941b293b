#!/usr/bin/env bash
# Times the packed tool and builds with the packed package, start-up included. Every figure is the median of RUNS alternating runs
# in milliseconds. Run it on a machine that does nothing else:
#   bash tests/FlashFs.Benchmarks/whole-process.sh [FOLDER]
# With SPIFFSGEN=path/to/spiffsgen.py the tool is timed beside it.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=${1:-$(mktemp -d)}
runs=${RUNS:-15}
mkdir -p "$work"
work=$(cd "$work" && pwd)
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
export NUGET_PACKAGES="$work/packages"

quiet() { "$@" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }; }

# Milliseconds of one run of a command, whose image is not there yet: one that is the same already is compared and not written.
clock() {
    rm -f "$work"/*.img "$work"/*.fs
    local start=$EPOCHREALTIME
    quiet "$@"
    local end=$EPOCHREALTIME
    echo $(((${end/./} - ${start/./}) / 1000))
}

middle() { sort -n | sed -n "$(((runs + 1) / 2))p"; }

# Prints the medians of two commands that take turns.
pair() {
    local name=$1 first=$2 second=$3 i
    : >"$work/first" && : >"$work/second"
    for ((i = 0; i < runs; i++)); do
        clock $first >>"$work/first"
        clock $second >>"$work/second"
    done
    printf '%-58s %6d %6d %+6d\n' "$name" "$(middle <"$work/first")" "$(middle <"$work/second")" $(($(middle <"$work/second") - $(middle <"$work/first")))
}

echo "packing ..."
version="1.0.0-measured.$$"
quiet env -u NUGET_PACKAGES dotnet pack src/FlashFs.Build -c Release -p:RunAnalyzers=false "-p:Version=$version" -o "$work/feed" --artifacts-path "$work/artifacts"
quiet env -u NUGET_PACKAGES dotnet pack src/FlashFs.Tool -c Release -p:RunAnalyzers=false "-p:Version=$version" -o "$work/feed" --artifacts-path "$work/artifacts"
quiet env -u NUGET_PACKAGES dotnet build tests/FlashFs.Benchmarks -c Release -p:RunAnalyzers=false --artifacts-path "$work/artifacts"
benchmarks="$work/artifacts/bin/FlashFs.Benchmarks/release/FlashFs.Benchmarks.dll"
cat >"$work/NuGet.config" <<XML
<configuration><packageSources><add key="measured" value="$work/feed" /></packageSources></configuration>
XML
cd "$work"
quiet dotnet tool install FlashFs.Tool --version "$version" --tool-path "$work/tool" --add-source "$work/feed"

files() { [ -d "$1" ] || dotnet "$benchmarks" files "$1" "$2" "$3"; }
files "$work/thousand" 1000 4100
files "$work/two-thousand" 2000 4050

# A project with or without the package.
project() {
    local name=$1 count=$2 length=$3 properties=$4 with=$5
    mkdir -p "$work/$name"
    files "$work/$name/flash" "$count" "$length"
    cat >"$work/$name/$name.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework>$properties</PropertyGroup>
  $([ "$with" = yes ] && echo "<ItemGroup><PackageReference Include=\"FlashFs.Build\" Version=\"$version\" PrivateAssets=\"all\" /></ItemGroup>")
</Project>
XML
    quiet dotnet build "$work/$name"
}

# With the package or without, the SDK's own globs leave the files alone: what is compared is our work and nothing else.
apart='<DefaultItemExcludes>$(DefaultItemExcludes);flash/**</DefaultItemExcludes>'
project hundred 100 3000 "$apart" yes
project hundred-without 100 3000 "$apart" no
project many 10000 4000 "$apart<FlashFormats>SimpleFs</FlashFormats>" yes
project many-without 10000 4000 "$apart" no

# As a user has them, before and after a line is added: without the package the files are None items of the project.
project plain 100 3000 "" yes
project plain-without 100 3000 "" no

# Milliseconds that a build spends in our targets.
inside() {
    dotnet build "$work/$1" --no-restore -tl:off -v:q -clp:PerformanceSummary |
        awk '/Target Performance Summary/ { on = 1 } /Task Performance Summary/ { on = 0 } on && / (_Flash|BuildFlash|GetFlash)/ { sum += $1 } END { print sum }'
}

echo
echo "load $(cut -d' ' -f1-3 /proc/loadavg), $runs runs"
printf '%-58s %6s %6s %6s\n' "" first second more
pair "build, nothing to do, 100 files: without, with" "dotnet build $work/hundred-without --no-restore" "dotnet build $work/hundred --no-restore"
pair "the same, files that are items of the project without" "dotnet build $work/plain-without --no-restore" "dotnet build $work/plain --no-restore"
pair "build, nothing to do, 10 000 files: without, with" "dotnet build $work/many-without --no-restore" "dotnet build $work/many --no-restore"
pair "flashfs --version, pack SPIFFS 1 000 files of 4.1 MB" "$work/tool/flashfs --version" "$work/tool/flashfs pack $work/thousand -f spiffs --size 16M -o $work/thousand.img"
pair "flashfs --version, pack Simple FS 2 000 files of 8.1 MB" "$work/tool/flashfs --version" "$work/tool/flashfs pack $work/two-thousand -f simplefs -o $work/two-thousand.fs"
if [ -n "${SPIFFSGEN:-}" ]; then
    pair "spiffsgen.py, flashfs: the same SPIFFS image" "python3 $SPIFFSGEN 16777216 $work/thousand $work/peer.img" "$work/tool/flashfs pack $work/thousand -f spiffs --size 16M -o $work/thousand.img"
fi

for ((i = 0; i < runs; i++)); do inside many; done >"$work/first"
printf '%-58s %6d\n' "in our targets, nothing to do, 10 000 files" "$(middle <"$work/first")"
for ((i = 0; i < runs; i++)); do
    echo "change $i" >"$work/many/flash/d5/f555.bin"
    inside many
done >"$work/first"
printf '%-58s %6d\n' "in our targets, one of 10 000 files changed" "$(middle <"$work/first")"
for ((i = 0; i < 5; i++)); do
    rm -rf "$work/many/obj/Debug" "$work/many/obj/flash" "$work/many/bin"
    inside many
done | sort -n | sed -n 3p >"$work/first"
printf '%-58s %6d\n' "in our targets, first build of 10 000 files (5 runs)" "$(cat "$work/first")"
