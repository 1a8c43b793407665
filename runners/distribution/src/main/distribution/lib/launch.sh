# What the graft script of a distribution and that of a clone have in common. They define follow, and
#   home     Graft's folder, with plugins/ and configs/
#   list     the file java.options
#   jar      the jar to start; its manifest names the others
#   classes  an archive of loaded classes that this Java may have made; it need not be there

fail() {
  printf 'graft: %s\n' "$*" >&2
  exit 2
}

# Sets java and version, the first number of its version. A JDK writes its version into a file called release; only where there is
# none is a whole JVM started to ask.
find_java() {
  if [ -n "${JAVA_HOME:-}" ]; then
    java=$JAVA_HOME/bin/java
    [ -x "$java" ] || fail "JAVA_HOME is $JAVA_HOME, but there is no bin/java in it"
  else
    java=$(command -v java) || fail "java was not found; install Java, version 17 or newer"
  fi
  release=$(dirname "$(dirname "$(follow "$java")")")/release
  full=
  if [ -r "$release" ]; then
    full=$(sed -n 's/^JAVA_VERSION="\([0-9][^"]*\)".*/\1/p' "$release")
  fi
  if [ -z "$full" ]; then
    full=$("$java" -version 2>&1 | sed -n 's/.*version "\([0-9][^"]*\)".*/\1/p' | head -n 1)
  fi
  [ -n "$full" ] || fail "$java does not say which version it is; Graft needs Java 17 or newer"
  version=${full%%[!0-9]*}
  [ "$version" -ge 17 ] ||
    fail "$java is version $full; Graft needs Java 17 or newer (set JAVA_HOME to one)"
}

# Becomes Graft, with the arguments as they are.
launch() {
  # How it was called, for the commands that Graft prints for the user to go on with.
  called=$0
  if [ "$(command -v graft 2>/dev/null || true)" = "$called" ]; then
    called=graft
  fi

  options=
  while read -r kind name value || [ -n "$kind" ]; do
    case $kind in
      '' | '#'*) ;;
      env) eval ": \"\${$name:=\$value}\"; export $name" ;;
      gc)
        case "${JAVA_OPTS:-} ${GRAFT_JAVA_OPTS:-}" in
          *-XX:+Use*GC*) ;;
          *) options="$options $name" ;;
        esac
        ;;
      *) [ "$version" -lt "$kind" ] || options="$options $name" ;;
    esac
  done <"$list"
  if [ -n "$classes" ] && [ -r "$classes" ]; then
    set -- -Dgraft.home="$home" -Dgraft.command="$called" -XX:SharedArchiveFile="$classes" \
      -Xlog:cds=off -Xlog:cds+dynamic=off -cp "$jar" dev.graft.cli.Main "$@"
  else
    set -- -Dgraft.home="$home" -Dgraft.command="$called" -cp "$jar" dev.graft.cli.Main "$@"
  fi

  # Options are words: they are split, and a star in one of them is no pattern.
  set -f
  # shellcheck disable=SC2086
  exec "$java" $options ${JAVA_OPTS:-} ${GRAFT_JAVA_OPTS:-} "$@"
}
