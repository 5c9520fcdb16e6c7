# Runs one command to its end and outlives whoever launched it: claims the launch, keeps the deadline, ends what the
# command leaves behind, writes the exit code. POSIX sh; called with
#   folder  turn-id  stdin-file  temporary-folder  seconds-to-the-deadline  what-to-say-then  grace-in-tenths-of-a-second
# and the command.
# Every process of this script carries KUGETSU_WRAPPER in its environment, every process of the command
# KUGETSU_TURN_ID: that is how both are found, here and by the supervisor.

folder=$1 turn=$2 input=$3 temporary=$4 deadline=$5 late=$6 grace=$7
shift 7
mask=$(umask)
umask 077

identity() {
    read -r stat <"/proc/$$/stat"
    read -r boot </proc/sys/kernel/random/boot_id
    set -- ${stat##*) }
    echo "$$ ${20} $boot"
}

# Exits without having started anything when the launch was called off, or when another wrapper was faster.
# What must be written later is laid down now, so that a disk that fills up cannot take the exit code.
claim() {
    printf '%s\n%s\n' "$(identity)" "$turn" >"$folder/started.$$" &&
        printf '%-32s\n' '' >"$folder/exit.$$" &&
        printf '%s\n' TURN_DEADLINE "$late" >"$folder/stop.$$" &&
        ln "$folder/started.$$" "$folder/started"
    claimed=$?
    rm -f "$folder/started.$$"
    [ $claimed -eq 0 ] && return
    rm -f "$folder/exit.$$" "$folder/stop.$$"
    exit 75
}

# Adds to $family what belongs to the turn and lives, as pid:start-ticks. That is whatever carries the marker, is in
# our process session or a child of ours, and all that these have started; but no wrapper and nothing of a wrapper's.
look() {
    family=$(
        {
            grep -lszFx "KUGETSU_TURN_ID=$turn" /proc/[0-9]*/environ | sed 's/^/marked /'
            grep -lsz '^KUGETSU_WRAPPER=' /proc/[0-9]*/environ | sed 's/^/wrapper /'
            cat /proc/[0-9]*/stat 2>/dev/null
        } | awk -v leader=$$ -v known="$family" '
            BEGIN { count = split(known, entries, " "); for (i = 1; i <= count; i++) seen[entries[i]] = 1 }
            $1 == "marked"  { split($2, path, "/"); member[path[3]] = 1; next }
            $1 == "wrapper" { split($2, path, "/"); wrapper[path[3]] = 1; next }
            {
                pid = $1
                sub(/^.*\) /, "")
                if ($1 != "Z") { parent[pid] = $2; session[pid] = $4; name[pid] = pid ":" $20 }
            }
            END {
                for (pid in name)
                    if (name[pid] in seen || parent[pid] == leader || session[pid] == leader && !(parent[pid] in wrapper))
                        member[pid] = 1
                for (pid in wrapper) delete member[pid]
                do {
                    grown = 0
                    for (pid in name)
                        if (!(pid in member) && !(pid in wrapper) && parent[pid] in member) grown = member[pid] = 1
                } while (grown)
                for (pid in member) if (pid in name) printf "%s ", name[pid]
            }'
    )
}

signal() {
    for process in $family; do kill "-$1" "${process%:*}" 2>/dev/null; done
}

end_family() {
    family=
    look
    [ -n "$family" ] || return 0
    signal TERM
    waited=0
    while look && [ -n "$family" ] && [ $waited -lt "$grace" ]; do
        sleep 0.1
        waited=$((waited + 1))
    done
    rounds=0
    while look && [ -n "$family" ] && [ $rounds -lt 100 ]; do
        signal KILL
        sleep 0.1
        rounds=$((rounds + 1))
    done
}

keep_deadline() {
    trap 'kill -KILL "$!" && wait "$!"; exit 0' TERM # a forked shell can miss any other signal before it is sleep
    sleep "$deadline" &
    wait $!
    trap '' TERM
    ln "$folder/stop.$$" "$folder/stop" 2>/dev/null
    end_family
}

remove_temporary() {
    rm -rf "$temporary" 2>/dev/null && return
    chmod -R u+rwx "$temporary" 2>/dev/null # folders that were made read-only
    rm -rf "$temporary"
}

claim "$@"
exec 3>&2 2>/dev/null # what this shell has to say of processes that were killed is not the command's
keep_deadline 3>&- &
watchdog=$!
trap : HUP INT TERM # only the end of the command ends the wrapper; set late, or the watchdog could miss its own

# In the foreground: a background command of sh would ignore SIGINT, and so would everything that it starts.
(
    unset KUGETSU_WRAPPER
    KUGETSU_TURN_ID=$turn
    export KUGETSU_TURN_ID
    umask "$mask"
    exec "$@"
) 2>&3 3>&- <"$input"
code=$?

stopped=
[ -e "$folder/stop" ] && stopped=' stopped' # whoever stopped it was there before the end
kill "$watchdog" 2>/dev/null
wait "$watchdog"
end_family
remove_temporary
printf '%-32s\n' "$code$stopped" 1<>"$folder/exit.$$"
mv "$folder/exit.$$" "$folder/exit"
rm -f "$folder/stop.$$"
