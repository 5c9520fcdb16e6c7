# Finds a Java for kugetsu. Sourced by other scripts; never starts a Java, because that would take longer than
# everything else: what a Java is stands in its file `release`.

JAVA_AT_LEAST=25

# find_java <program>: sets JAVA_FOUND to the newest-enough home that has bin/<program>, or fails.
# KUGETSU_JAVA_HOME is a decision and not a hint: when it names no such Java, nothing else is tried.
find_java() {
  if [ -n "${KUGETSU_JAVA_HOME:-}" ]; then
    is_recent_java "$KUGETSU_JAVA_HOME" "$1"
    return
  fi
  for candidate in \
    "${JAVA_HOME:-}" \
    "$(java_on_path)" \
    /usr/lib/jvm/* \
    /usr/java/* \
    /opt/java/* \
    /opt/jdk* \
    "${HOME:-}"/.sdkman/candidates/java/* \
    "${HOME:-}"/.jdks/* \
    "${HOME:-}"/.local/share/mise/installs/java/* \
    "${HOME:-}"/.asdf/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if is_recent_java "$candidate" "$1"; then
      return 0
    fi
  done
  return 1
}

# The home of the java on the path, through all symbolic links.
java_on_path() {
  program=$(command -v java) || return 0
  while [ -h "$program" ]; do
    link=$(readlink "$program")
    case $link in
      /*) program=$link ;;
      *) program=${program%/*}/$link ;;
    esac
  done
  printf '%s\n' "${program%/bin/java}"
}

# is_recent_java <home> <program>
is_recent_java() {
  [ -n "$1" ] && [ -x "$1/bin/$2" ] && [ -r "$1/release" ] || return 1
  while IFS= read -r property; do
    case $property in
      JAVA_VERSION=*)
        version=${property#JAVA_VERSION=}
        version=${version#\"}
        version=${version%%[!0-9]*}
        if [ "${version:-0}" -ge "$JAVA_AT_LEAST" ]; then
          JAVA_FOUND=$1
          return 0
        fi
        return 1
        ;;
    esac
  done <"$1/release"
  return 1
}

no_java_found() {
  if [ -n "${KUGETSU_JAVA_HOME:-}" ]; then
    echo "KUGETSU_JAVA_HOME is $KUGETSU_JAVA_HOME, which is no Java $JAVA_AT_LEAST or newer"
  else
    echo "no Java $JAVA_AT_LEAST or newer was found in JAVA_HOME, on the PATH or in the usual folders"
  fi
}
