# Shared by the scripts beside it, which source it after setting "root", the repository's folder.
# When something is missing, each function ends the script with one line on stderr and exit code 3.

missing() {
    echo "${0##*/}: $1" >&2
    exit 3
}

# Sets "java" to the runtime to use: that of JAVA_HOME, else the first on the path; 17 or newer.
require_java() {
    java=java
    if [[ -n ${JAVA_HOME:-} && -x $JAVA_HOME/bin/java ]]; then
        java=$JAVA_HOME/bin/java
    fi
    command -v "$java" >/dev/null || missing "java is missing (expected: JDK 17 or newer on PATH or in JAVA_HOME)"
    local version
    version=$("$java" -version 2>&1 | sed -n 's/^.* version "\(1\.\)\{0,1\}\([0-9]\{1,\}\).*$/\2/p' | head -n 1) || true
    [[ $version =~ ^[0-9]+$ && $version -ge 17 ]] ||
        missing "java is version ${version:-unknown} (expected: JDK 17 or newer on PATH or in JAVA_HOME)"
}

# What a build needs besides a runtime.
require_build_tools() {
    require_java
    command -v "${java%java}javac" >/dev/null || missing "javac is missing (expected: a JDK, not only a Java runtime)"
    command -v mvn >/dev/null || missing "mvn is missing (expected: Maven 3.8 or newer on PATH)"
}

# Node runs the tests of the JavaScript clients.
require_node() {
    command -v node >/dev/null || missing "node is missing (expected: Node.js 20 or newer on PATH)"
    command -v npm >/dev/null || missing "npm is missing (expected: the npm of Node.js 20 or newer on PATH)"
    local version
    version=$(node --version | sed -n 's/^v\([0-9]\{1,\}\)\..*$/\1/p')
    [[ $version =~ ^[0-9]+$ && $version -ge 20 ]] ||
        missing "node is version ${version:-unknown} (expected: Node.js 20 or newer on PATH)"
}

# Sets "jar" to the packaged server; packages it when it is not there or older than what it is made of.
require_server() {
    require_java
    jar=$root/server/target/carewire-server.jar
    if [[ -f $jar && -z $(find "$root/pom.xml" "$root/server/pom.xml" "$root/server/src/main" -newer "$jar" -print -quit) ]]; then
        return
    fi
    require_build_tools
    echo "${0##*/}: building the server, once" >&2
    if ! (cd "$root" && mvn -q -B -Dstyle.color=never -DskipTests package -pl server -am) >&2; then
        echo "${0##*/}: the server does not build (see above)" >&2
        exit 1
    fi
    # Maven leaves the jar alone when its content is the same.
    touch "$jar"
}

# Runs one command of the packaged server in place of this script. Relative paths count from the caller's folder.
exec_server() {
    exec "$java" "@$root/scripts/jvm-flags" "-Dcarewire.home=$root" -jar "$jar" "$@"
}
