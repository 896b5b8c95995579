# Functions of the scripts beside it, which source it after setting "root", the repository's folder.
# If a prerequisite is missing, each function ends the script with one line on stderr and exit code 3.

missing() {
    echo "${0##*/}: $1" >&2
    exit 3
}

# Sets "java" to the runtime to use: that of JAVA_HOME, else the first on the path; 17 or newer. Sets "runtime" to its description
# of itself and "version" to the first number in it.
require_java() {
    java=java
    if [[ -n ${JAVA_HOME:-} && -x $JAVA_HOME/bin/java ]]; then
        java=$JAVA_HOME/bin/java
    fi
    command -v "$java" >/dev/null || missing "java is missing (expected: JDK 17 or newer on PATH or in JAVA_HOME)"
    runtime=$("$java" -version 2>&1 | grep -v '^Picked up ') || true
    version=$(sed -n 's/^.* version "\(1\.\)\{0,1\}\([0-9]\{1,\}\).*$/\2/p' <<<"$runtime" | head -n 1)
    [[ $version =~ ^[0-9]+$ && $version -ge 17 ]] ||
        missing "java is version ${version:-unknown} (expected: JDK 17 or newer on PATH or in JAVA_HOME)"
}

# Checks the tools of a build besides the runtime.
require_build_tools() {
    require_java
    command -v "${java%java}javac" >/dev/null || missing "javac is missing (expected: a JDK, not only a Java runtime)"
    command -v mvn >/dev/null || missing "mvn is missing (expected: Maven 3.8 or newer on PATH)"
}

# Checks for Node.js, which runs the tests of the JavaScript clients.
require_node() {
    command -v node >/dev/null || missing "node is missing (expected: Node.js 20 or newer on PATH)"
    command -v npm >/dev/null || missing "npm is missing (expected: the npm of Node.js 20 or newer on PATH)"
    local version
    version=$(node --version | sed -n 's/^v\([0-9]\{1,\}\)\..*$/\1/p')
    [[ $version =~ ^[0-9]+$ && $version -ge 20 ]] ||
        missing "node is version ${version:-unknown} (expected: Node.js 20 or newer on PATH)"
}

# Installs packages of the system if permitted, and keeps their services stopped. Prints what it installs, and never fails.
install_packages() {
    local installed=''
    if [[ $(id -u) != 0 ]] || ! command -v apt-get >/dev/null; then
        return
    fi
    echo "${0##*/}: installing $*, once" >&2
    if [[ ! -e /usr/sbin/policy-rc.d ]]; then
        printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
        chmod 755 /usr/sbin/policy-rc.d
        installed=/usr/sbin/policy-rc.d
    fi
    for ((try = 1; try <= 3; try++)); do
        (apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@") >/dev/null 2>&1 && break
    done
    [[ -z $installed ]] || rm -f "$installed"
}

# Checks for a program of the system, for the tests. Installs its package if permitted.
require_package() {
    local program=$1 package=$2 purpose=$3
    command -v "$program" >/dev/null || install_packages "$package"
    command -v "$program" >/dev/null || compgen -G "/usr/lib/postgresql/*/bin/$program" >/dev/null || missing "$program is missing (expected: the system's package on PATH, $purpose)"
}

# Checks for nginx, which proxies the server in a test.
require_nginx() {
    require_package nginx nginx 'to proxy the server'
}

# Checks for Prometheus and its promtool, which load the files of docs/monitoring in a test.
require_prometheus() {
    require_package prometheus prometheus 'to scrape the server'
    require_package promtool prometheus 'to check its rules'
}

# Checks for PostgreSQL and PgBouncer, which the server uses in a test. Debian's folder of the server is not on the path.
require_postgres() {
    local path=$PATH
    PATH=$PATH:/usr/sbin
    compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || require_package initdb postgresql 'as database'
    require_package pgbouncer pgbouncer 'as pooler'
    PATH=$path
}

# Checks for Redis, which carries messages between nodes in tests. They start it themselves.
require_redis() {
    require_package redis-server redis-server 'to carry messages between nodes'
}

# Installs the client of Python that a test uses, if permitted. Without it, the test uses the other clients and reports that.
offer_python_client() {
    if ! /usr/bin/python3 -c 'import socketio, requests, websocket' 2>/dev/null; then
        install_packages python3-socketio python3-requests python3-websocket
    fi
}

# Sets "jar" to the packaged server; packages it if it is missing or older than its sources.
require_server() {
    require_java
    jar=$root/server/target/carewire-server.jar
    if [[ -f $jar && -z $(find "$root/pom.xml" "$root"/{redis,server}/pom.xml "$root"/{redis,server}/src/main -newer "$jar" -print -quit) ]]; then
        return
    fi
    require_build_tools
    echo "${0##*/}: building the server, once" >&2
    if ! (cd "$root" && mvn -q -B -Dstyle.color=never -DskipTests package -pl server -am) >&2; then
        echo "${0##*/}: the server does not build (see above)" >&2
        exit 1
    fi
    # Maven does not rewrite a jar with the same content.
    touch "$jar"
}

# Prints the value of a key of the configuration's section "server": of its variable, else of the file. The file is the one that the
# options of a command name, else that of the installation. YAML has more forms of a key than a script can read: for one that may be
# this key's, the script ends with exit code 2.
server_setting() {
    local key=$1 variable file=$root/config.yaml line
    shift
    variable=CAREWIRE_SERVER_$(tr 'a-z-' 'A-Z_' <<<"$key")
    while (($#)); do
        case $1 in
            --config=*) file=${1#*=} ;;
            --config) file=${2:-} ;;
        esac
        shift
    done
    if [[ -n ${!variable+set} ]]; then
        echo "${!variable}"
    elif [[ -r $file ]]; then
        line=$(find_setting "$key" "$file")
        if [[ $line == unreadable:* ]]; then
            echo "${0##*/}: $file:${line#*:}: server.$key has a form that this script cannot read (expected: on a line of its own in" \
                "the section \"server:\", or $variable)" >&2
            exit 2
        fi
        echo "$line"
    fi
}

# Prints the value of a key of the section "server" of a file, or "unreadable:" and the number of a line.
find_setting() {
    awk -v key="$1" '
        BEGIN { name = "(^|[^A-Za-z0-9_-])" key "[\"\047]?[ \t]*:" }
        { line = $0; sub(/\r$/, "", line); sub(/(^|[ \t])#.*$/, "", line) }
        line ~ /^[ \t]*$/ { next }
        line ~ /^[^ \t]/ {
            inside = line ~ /^server:[ \t]*$/
            foreign = !inside && line ~ /^[a-z-]+:[ \t]*$/
            elsewhere = elsewhere || (!inside && line ~ /^[? \t"\047]*server["\047]?[ \t]*(:|$)/)
        }
        line ~ /<<[ \t]*:/ { elsewhere = 1 }
        line !~ name { next }
        line !~ "^[ \t]+" key ":([ \t]|$)" || line ~ /:[ \t]+[&*!|>{[]/ { unreadable = unreadable ? unreadable : NR; next }
        foreign { other = other ? other : NR; next }
        !inside { unreadable = unreadable ? unreadable : NR; next }
        { sub(/^[^:]*:[ \t]*/, "", line); gsub(/["\047]/, "", line); split(line, words, /[ \t]+/); value = words[1] }
        END {
            if (unreadable) print "unreadable:" unreadable
            else if (elsewhere && other) print "unreadable:" other
            else print value
        }' "$2"
}

# Sets "purpose" to what a JVM flag decides: one word, the same for all flags of which only one may count.
name_purpose() {
    case $1 in
        -Xmx* | -XX:MaxHeapSize=* | -XX:MaxRAMPercentage=* | -XX:MaxRAMFraction=*) purpose=heap ;;
        -Xms* | -XX:InitialHeapSize=* | -XX:InitialRAMPercentage=*) purpose=initial ;;
        -Xmn* | -XX:NewSize=* | -XX:MaxNewSize=* | -XX:NewRatio=*) purpose=young ;;
        -XX:+UseSerialGC | -XX:+UseParallelGC | -XX:+UseG1GC | -XX:+UseZGC | -XX:+UseShenandoahGC | -XX:+UseEpsilonGC) purpose=collector ;;
        -XX:[+-]*) purpose=${1:5} ;;
        -XX:*=*) purpose=${1:4} purpose=${purpose%%=*} ;;
        *) purpose=$1 ;;
    esac
}

# Adds a flag's purpose to "given". The shipped sizes of the heap's parts suit neither another collector nor a heap below 96 MiB.
give() {
    local size
    name_purpose "$1"
    given+="$purpose "
    if [[ $purpose == collector ]]; then
        given+='young '
    elif [[ $1 =~ ^(-Xmx|-XX:MaxHeapSize=)([0-9]{1,15})([kKmMgGtT]?)$ ]]; then
        size=$((10#${BASH_REMATCH[2]}))
        case ${BASH_REMATCH[3]} in
            [kK]) size=$((size >> 10)) ;;
            [mM]) ;;
            '') size=$((size >> 20)) ;;
            *) size=1024 ;;
        esac
        ((size >= 96)) || given+='initial young '
    fi
}

# Sets "flags" to the JVM flags for a command with these options: those of the configuration and of scripts/jvm-flags, without the ones
# for whose purpose the installation's variables have a flag. The runtime reads these variables itself. Sets "memory_flags" to their
# flags for the heap.
compose_flags() {
    local given=' ' purpose word words=() setting compiler
    flags=()
    memory_flags=()
    read -r -d '' -a words <<<"${JDK_JAVA_OPTIONS:-} ${JAVA_TOOL_OPTIONS:-} ${_JAVA_OPTIONS:-}" || true
    for word in ${words[@]+"${words[@]}"}; do
        give "$word"
        [[ $purpose != heap && $purpose != initial && $purpose != young && $purpose != collector ]] || memory_flags+=("$word")
    done
    # The server itself reports a value that matches nothing here.
    setting=$(server_setting max-heap "$@")
    compiler=$(server_setting compiler "$@")
    word=
    if [[ $setting =~ ^[1-9][0-9]?%$ ]]; then
        word=-XX:MaxRAMPercentage=${setting%\%}
    elif [[ $setting =~ ^([1-9][0-9]{0,5})MiB$ ]] && ((${BASH_REMATCH[1]} >= 64)); then
        word=-Xmx${BASH_REMATCH[1]}m
    elif [[ $setting =~ ^([1-9][0-9]{0,3})GiB$ ]]; then
        word=-Xmx${BASH_REMATCH[1]}g
    fi
    if [[ -n $word && $given != *' heap '* ]]; then
        flags+=("$word")
        give "$word"
    fi
    if [[ $compiler == quick && $given != *' TieredStopAtLevel '* ]]; then
        flags+=(-XX:TieredStopAtLevel=1)
    fi
    while read -r word; do
        name_purpose "$word"
        [[ $word != -* || $given == *" $purpose "* ]] || flags+=("$word")
    done <"$root/scripts/jvm-flags"
}

# Sets "archive" to the path of the class archive for this runtime, which may not exist yet. Sets "archive_flag" to the option
# with which the runtime writes one. An empty file marks a failed attempt.
name_archive() {
    archive=$root/server/target/classes-$(cksum <<<"$runtime" | cut -d ' ' -f 1).archive
    archive_flag=-XX:ArchiveClassesAtExit
    ((version < 25)) || archive_flag=-XX:AOTCacheOutput
}

# Whether the archive matches the present jar and flags; the runtime itself ignores one that does not.
archive_is_current() {
    [[ $archive -nt $jar && $archive -nt $root/scripts/jvm-flags ]]
}

# Creates the archive that shortens the next start, unless it exists. A second server starts once in the background, with a clinic in
# a scratch folder, on any port of the loopback address. Of the installation it uses only the flags for the heap, so that it fits into a
# small container. If there is no place for the archive, or the attempt fails, the server starts without.
prepare_archive() {
    name_archive
    if archive_is_current || [[ ! -w ${archive%/*} ]]; then
        return
    fi
    compose_flags "$@"
    # One at a time; a killed attempt left a lock this old.
    find "$archive.lock" -maxdepth 0 -mmin +5 -exec rmdir {} + 2>/dev/null || true
    if mkdir "$archive.lock" 2>/dev/null; then
        # Not a child of the server, which replaces this script.
        ( (train || : >"$archive") </dev/null >/dev/null 2>&1 & )
    fi
}

# Runs that second server. However this ends, it stops the server and leaves only the archive.
train() (
    server=''
    scratch=$(mktemp -d) || exit 1
    trap '[[ -z $server ]] || kill -KILL "$server"; rm -rf "$scratch"; rmdir "$archive.lock"' EXIT
    printf 'server:\n  host: 127.0.0.1\n' >"$scratch/config.yaml"
    env -i PATH="$PATH" nice "$java" "${flags[@]}" ${memory_flags[@]+"${memory_flags[@]}"} "$archive_flag=$scratch/archive" \
        "-Dcarewire.home=$scratch" -jar "$jar" serve --demo --port 0 --data "$scratch/data" --config "$scratch/config.yaml" >"$scratch/output" 2>&1 &
    server=$!
    for _ in {1..600}; do
        if ! kill -0 "$server" || grep -q '^CareWire ready' "$scratch/output"; then
            break
        fi
        sleep 0.1
    done
    kill -TERM "$server"
    wait "$server"
    server=''
    [[ -s $scratch/archive ]] && mv "$scratch/archive" "$archive.lock/archive" && mv -f "$archive.lock/archive" "$archive"
)

# Replaces this script by one command of the packaged server. Relative paths start at the caller's folder.
exec_server() {
    name_archive
    compose_flags "$@"
    local start=()
    if [[ -s $archive ]] && archive_is_current; then
        start=("-XX:SharedArchiveFile=$archive")
        ((version < 25)) || start=("-XX:AOTCache=$archive")
    fi
    exec "$java" "${flags[@]}" ${start[@]+"${start[@]}"} "-Dcarewire.home=$root" -jar "$jar" "$@"
}
