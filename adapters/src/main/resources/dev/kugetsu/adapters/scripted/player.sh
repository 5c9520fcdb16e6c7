# An agent without a model: it plays its prompt, one step per line, and prints one JSON object per event.
# POSIX sh with coreutils, awk and git, and perl for `emit`; called with
#   play STATE SESSION TITLE INBOX [RULE...]  one turn, the prompt on standard input; an empty SESSION makes a new one
#   talk STATE TITLE [RULE...]                a session on a terminal, a turn for every line that is typed
# RULE is a permission such as external_directory:/tmp/* and what it stands for is allowed; !RULE denies it.
#
# A session is a folder STATE/sessions/ID with the files `directory`, `repository`, `title` and `prompts/<number>`.
# A message in mid-turn is a file INBOX/<id>; it is taken between two steps by the name .<id>, acknowledged and played.

fail_early() {
    echo "scripted: $1" >&2
    exit 1
}

# JSON: sets $json to its argument as a string. Only what needs it pays for a process.
quote() {
    json=$1
    case $1 in
    *[\\\"[:cntrl:]]*)
        json=$(printf '%s' "$1" | awk '
            BEGIN { for (i = 1; i < 32; i++) code[sprintf("%c", i)] = sprintf("\\u%04x", i) }
            {
                gsub(/\\/, "&&")
                gsub(/"/, "\\\"")
                while (match($0, /[\001-\037]/))
                    $0 = substr($0, 1, RSTART - 1) code[substr($0, RSTART, 1)] substr($0, RSTART + 1)
                printf "%s%s", (NR > 1 ? "\\n" : ""), $0
            }')
        ;;
    esac
}

event() { # type, then names and texts in pairs
    if [ "$mode" = talk ]; then
        printf '(%s)\n' "$*"
        return
    fi
    line="{\"type\":\"$1\""
    shift
    while [ $# -gt 0 ]; do
        quote "$2"
        line="$line,\"$1\":\"$json\""
        shift 2
    done
    printf '%s}\n' "$line"
}

say() {
    said=$((said + ${#1}))
    if [ "$mode" = talk ]; then printf '%s\n' "$1"; else event text text "$1"; fi
}

used() { # tool, title, its error
    event tool tool "$1" title "$2" error "$3"
}

new_session() {
    mkdir -p "$state/sessions"
    draft=$(mktemp -d "$state/sessions/.ses_XXXXXXXXXX") || fail_early "cannot make a session in $state"
    mkdir "$draft/prompts"
    printf '%s' "$PWD" >"$draft/directory"
    printf '%s' "$title" >"$draft/title"
    { git rev-parse --path-format=absolute --git-common-dir 2>/dev/null || printf '%s' "$PWD"; } >"$draft/repository"
    session=${draft##*/.}
    mv "$draft" "$state/sessions/$session" || fail_early "cannot make a session in $state"
}

open_session() {
    if [ -z "$session" ]; then
        new_session
    elif [ ! -d "$state/sessions/$session" ]; then
        event error kind session_not_found message "no session $session"
        exit 1
    elif [ "$(cat "$state/sessions/$session/directory")" != "$PWD" ]; then
        fail_early "session $session works in $(cat "$state/sessions/$session/directory"), not in $PWD"
    fi
    home=$state/sessions/$session
}

count_prompts() {
    set -- "$home/prompts"/[0-9]*[0-9]
    count=$#
    [ -e "$1" ] || count=0
}

remember_prompt() { # from standard input
    count_prompts
    prompt=$home/prompts/$(printf '%06d' $((count + 1)))
    cat >"$prompt.new" && mv "$prompt.new" "$prompt" || fail_early "cannot keep the prompt in $home"
}

is_allowed() { # by any rule, unless another denies it
    printf '%s\n' "$rules" | {
        answer=1
        while IFS= read -r rule; do
            # shellcheck disable=SC2254 # meant as a pattern: external_directory:/tmp/* allows external_directory:/tmp/x
            case $1 in ${rule#!})
                case $rule in !*) exit 1 ;; *) answer=0 ;; esac
                ;;
            esac
        done
        exit $answer
    }
}

commit() {
    git add -A && git -c user.name='Scripted Agent' -c user.email=agent@example.invalid commit -q -m "$1"
}

# Takes a kind of failure or a provider's status, `retry-after` with seconds if there is a time, and a message.
report_failure() {
    kind=${1%% *} message=${1#"${1%% *}"} at=
    message=${message# }
    case $message in 'retry-after '*)
        message=${message#retry-after }
        at=$(($(date +%s) + $(printf '%s' "${message%% *}" | tr -d s)))
        case $message in *' '*) message=${message#* } ;; *) message= ;; esac
        ;;
    esac
    case $kind in *[!0-9]*) named=kind ;; *) named=status ;; esac
    event error "$named" "$kind" message "${message:-failed as the script says}" ${at:+retry_at "$at"}
    exit 1
}

play_step() { # the step, what comes after it
    case $1 in
    say) say "$2" ;;
    write | append)
        path=${2%% *} text=
        case $2 in *' '*) text=${2#* } ;; esac
        case $path in */*) mkdir -p "${path%/*}" ;; esac
        [ "$1" = append ] || : >"$path"
        if printf '%s\n' "$text" >>"$path"; then used "$1" "$path" ''; else used "$1" "$path" 'cannot be written'; fi
        ;;
    run)
        if output=$(sh -c "$2" 2>&1 </dev/null); then used run "$2" ''; else used run "$2" "exit $?: $output"; fi
        ;;
    commit)
        if output=$(commit "$2" 2>&1); then used commit "$2" ''; else used commit "$2" "$output"; fi
        ;;
    sleep) sleep "${2%s}" ;;
    ask)
        if is_allowed "$2"; then
            used ask "$2" ''
        else
            event permission wanted "$2"
            exit 0
        fi
        ;;
    fail) report_failure "$2" ;;
    once) play_once "$2" ;;
    retry) event retry attempt "${2%% *}" reason "${2#* }" ;;
    crash) kill -KILL $$ ;;
    exit) exit "$2" ;;
    ignore-sigterm) trap '' TERM ;;
    spawn-detached) (setsid sleep "${2%s}" </dev/null >/dev/null 2>&1 &) ;;
    spawn-stubborn) (setsid sh -c 'trap "" TERM; sleep "$0"; sleep "$0"' "${2%s}" </dev/null >/dev/null 2>&1 &) ;;
    broken-line) printf '{"type":"text","text":"bro\n' ;;
    long-line)
        printf '{"type":"text","text":"'
        head -c "$(($(printf '%s' "${2%MiB}") * 1048576))" /dev/zero | tr '\0' x
        printf '"}\n'
        ;;
    stderr) printf '%s\n' "$2" >&2 ;;
    usage)
        rest=${2#* }
        event usage input "${2%% *}" output "${rest%% *}" cost "${rest#* }"
        reported=yes
        ;;
    recall)
        count_prompts
        say "prompts so far: $count"
        ;;
    emit) end_prose && emit "${2%% *}" "${2#* }" ;;
    receive) receive "${2%s}" ;;
    hang) while :; do sleep 3600; done ;;
    esac
}

# A step that only the first turn of the session plays that comes to it.
play_once() {
    mark=$home/once-$(printf '%s' "$1" | cksum | tr ' ' -)
    [ ! -e "$mark" ] || return 0
    : >"$mark"
    play_line "$1"
}

# Says that many lines, that many a second, each with its number and the seconds since 1970 at which it was written.
emit() {
    perl -MTime::HiRes=time,sleep -e '
        ($count, $rate) = @ARGV;
        $| = 1;
        $begun = time;
        for $number (1 .. $count) {
            $early = $begun + $number / $rate - time;
            sleep $early if $early > 0;
            printf qq({"type":"text","text":"%d %.6f"}\n), $number, time;
        }' "$1" "$2"
}

# Waits for a message, at most that many seconds.
receive() {
    tenths=0
    until take_messages || [ "$tenths" -ge $(($1 * 10)) ]; do
        sleep 0.1
        tenths=$((tenths + 1))
    done
}

# Plays every message that waits; fails when there is none. One that was taken before is not played again.
take_messages() {
    [ -n "$inbox" ] && [ -d "$inbox" ] || return
    any=1
    for message in "$inbox"/*; do
        id=${message##*/}
        if [ -e "$inbox/.$id" ]; then
            rm -f "$message"
        elif mv "$message" "$inbox/.$id" 2>/dev/null; then
            any=0
            event message id "$id"
            while IFS= read -r line || [ -n "$line" ]; do play_line "$line"; done <"$inbox/.$id"
            end_prose
        fi
    done
    return $any
}

# What is no step is prose; its lines are said back together.
play_line() {
    step=${1%% *} rest=
    case $1 in *' '*) rest=${1#* } ;; esac
    case $step in
    say | write | append | run | commit | sleep | ask | fail | retry | crash | exit | ignore-sigterm | \
        spawn-detached | spawn-stubborn | broken-line | long-line | stderr | usage | recall | emit | receive | hang | once)
        end_prose
        play_step "$step" "$rest"
        ;;
    *)
        prose=$prose${prose:+$newline}$1
        [ ${#prose} -lt 65536 ] || end_prose
        ;;
    esac
}

end_prose() {
    [ -z "$prose" ] || say "$prose"
    prose=
}

newline='
'
prose=
mode=$1 state=$2 inbox=
shift 2
said=0 reported=
case $mode in
play)
    session=$1 title=$2 inbox=$3
    shift 3
    rules=$(printf '%s\n' "$@")
    open_session
    event session id "$session"
    remember_prompt
    while IFS= read -r line || [ -n "$line" ]; do
        play_line "$line"
        take_messages
    done <"$prompt"
    end_prose
    [ -n "$reported" ] || event usage input "$(wc -c <"$prompt" | tr -d ' ')" output "$said" cost 0
    event end
    ;;
talk)
    session= title=$1
    shift
    rules=$(printf '%s\n' "$@")
    open_session
    echo "scripted agent, session $session; every line is a prompt, an empty one ends"
    while printf '> ' && IFS= read -r line && [ -n "$line" ]; do
        printf '%s' "$line" | remember_prompt
        play_line "$line"
        end_prose
    done
    ;;
*) fail_early "unknown mode '$mode'" ;;
esac
