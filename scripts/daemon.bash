# Sourced: asks the daemon of a home by builtins of bash alone. Wants LC_ALL=C, so that characters are bytes, the folder
# $home, and $PATIENCE, in seconds, for each piece of an answer.

# The daemon that daemon.json speaks of, if that very process of this very boot lives: its port could be a stranger's by now. Leaves how it is
# reached in $port and $token, and what it was built from in $version.
find_daemon() {
  local handshake stat fields boot
  IFS= read -r -d '' handshake <"$home/daemon.json"
  [[ $handshake =~ \"pid\"\ *:\ *([0-9]+) ]] || return 1
  local pid=${BASH_REMATCH[1]}
  [[ $handshake =~ \"start_ticks\"\ *:\ *([0-9]+) ]] || return 1
  local ticks=${BASH_REMATCH[1]}
  IFS= read -r boot </proc/sys/kernel/random/boot_id && [[ $handshake == *\"$boot\"* ]] || return 1
  [[ $handshake =~ \"port\"\ *:\ *([0-9]+) ]] || return 1
  port=${BASH_REMATCH[1]}
  [[ $handshake =~ \"version\"\ *:\ *\"([^\"]*)\" ]] || return 1
  version=${BASH_REMATCH[1]}
  IFS= read -r stat <"/proc/$pid/stat" || return 1
  set -f
  fields=(${stat##*) })
  set +f
  [ "${fields[19]:-}" = "$ticks" ] && [ "${fields[0]}" != Z ] || return 1
  # A token that is not valid is never taken for none.
  token=${KUGETSU_TOKEN-}
  [ -n "${KUGETSU_TOKEN+x}" ] || IFS= read -r token <"$home/daemon.token"
} 2>/dev/null

# ask <path> <body>: leaves the body of the answer in $answer, and what came of it in $status: empty if the daemon has not
# been reached, `-` if it has, and does not answer
ask() {
  local line code length=
  status=
  command exec 3<>"/dev/tcp/127.0.0.1/$port" || return 1
  status=-
  # Who has hung up is told by its silence.
  trap '' PIPE
  printf 'POST %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %s\r\nConnection: close\r\n\r\n%s' \
    "$1" "$port" "$token" "${#2}" "$2" >&3
  trap - PIPE
  IFS=' ' read -r -t "$PATIENCE" -u 3 _ code _ || return 1
  while IFS= read -r -t "$PATIENCE" -u 3 line && [ "$line" != $'\r' ]; do
    case $line in
      [Cc]ontent-[Ll]ength:*) length=${line//[!0-9]/} ;;
    esac
  done
  answer=
  if [ "${length:=0}" -gt 0 ]; then
    IFS= read -r -t "$PATIENCE" -N "$length" -u 3 answer || return 1
  fi
  [ "$line" = $'\r' ] || return 1
  exec 3>&-
  status=$code
  [ "$status" = 200 ]
} 2>/dev/null

# Writes the two texts of $answer, whose first line holds the exit code, the bytes of standard output and of standard error,
# and perhaps something more. Leaves the first in $code and the last in $rest. Fails if standard output takes not all of it.
relay() {
  local texts=${answer#*$'\n'} fields
  fields=(${answer%%$'\n'*})
  code=${fields[0]} rest=${fields[3]:-}
  printf '%s' "${texts:fields[1]:fields[2]}" >&2
  trap '' PIPE
  printf '%s' "${texts:0:fields[1]}" 2>/dev/null
}
