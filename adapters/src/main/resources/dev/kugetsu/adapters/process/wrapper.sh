# Runs one command to its end and outlives whoever launched it: claims the launch, keeps the deadline, ends what the
# command leaves behind, writes the exit code. POSIX sh with awk. Called with these and the command:
#   dialect    procfs or ps: where the process table is read
#   origin     names the boot of the system, and what pids are counted in where that can differ
#   folder     receives the small files
#   turn       the turn's id
#   input      the file that is the command's standard input
#   temporary  the folder that is removed at the end
#   deadline   in seconds
#   late       what to tell a person when it has passed
#   grace      between SIGTERM and SIGKILL, in tenths of a second
#
# Every process of this script carries KUGETSU_WRAPPER in its environment, every process of the command
# KUGETSU_TURN_ID: that is how both are found, here and by the supervisor.

dialect=$1 origin=$2 folder=$3 turn=$4 input=$5 temporary=$6 deadline=$7 late=$8 grace=$9
shift 9
mask=$(umask)
umask 077

# Exits without having started anything when the launch was called off, or when another wrapper was faster.
# What must be written later is laid down now, so that a disk that fills up cannot take the exit code.
claim() {
    start=$(start_of_"$dialect") && [ -n "$start" ] &&
        printf '%s\n' "$$ $start $origin" "$turn" >"$folder/started.$$" &&
        printf '%-32s\n' '' >"$folder/exit.$$" &&
        printf '%s\n' TURN_DEADLINE "$late" >"$folder/stop.$$" &&
        ln "$folder/started.$$" "$folder/started"
    claimed=$?
    rm -f "$folder/started.$$"
    [ $claimed -eq 0 ] && return
    rm -f "$folder/exit.$$" "$folder/stop.$$"
    exit 75
}

# When this shell has started, in the table's own measure.
start_of_procfs() {
    read -r stat <"/proc/$$/stat"
    set -- ${stat##*) } # the name of the program may hold blanks and parentheses
    echo "${20}"
}

start_of_ps() {
    LC_ALL=C TZ=UTC0 ps -o lstart= -p $$ | awk "$date_to_number"'{ print number($2, $3, $4, $5) }'
}

date_to_number='
    function number(month, day, time, year) {
        gsub(/:/, "", time)
        month = (index("JanFebMarAprMayJunJulAugSepOctNovDec", month) + 2) / 3
        return sprintf("%d%02d%02d%s", year, month, day, time)
    }
'

# Each prints the living processes as `pid parent session start`, and `marked pid` for whatever carries the turn's
# marker, `wrapper pid` for whatever is part of a wrapper.
table_of_procfs() {
    grep -lszFx "KUGETSU_TURN_ID=$turn" /proc/[0-9]*/environ | sed 's|/proc/\([0-9]*\)/.*|marked \1|'
    grep -lsz '^KUGETSU_WRAPPER=' /proc/[0-9]*/environ | sed 's|/proc/\([0-9]*\)/.*|wrapper \1|'
    cat /proc/[0-9]*/stat 2>/dev/null | awk '{ pid = $1; sub(/^.*\) /, ""); if ($1 != "Z") print pid, $2, $4, $20 }'
}

table_of_ps() {
    columns=pid=,ppid=,pgid=,stat=,lstart=,command=
    {
        LC_ALL=C TZ=UTC0 ps -AEww -o $columns 2>/dev/null || LC_ALL=C TZ=UTC0 ps axeww -o $columns
    } | awk -v marker=" KUGETSU_TURN_ID=$turn " "$date_to_number"'
        $1 ~ /^[0-9]+$/ && $4 !~ /^Z/ {
            print $1, $2, $3, number($6, $7, $8, $9)
            if (index($0 " ", marker)) print "marked", $1
            if (index($0, " KUGETSU_WRAPPER=")) print "wrapper", $1
        }'
}

# Sets $family to what belongs to the turn and lives, as pid:start. That is whatever carries the marker, is in our
# process session or a child of ours, what these have started, and what was found before; but nothing of a wrapper's.
look() {
    family=$(
        table_of_"$dialect" | awk -v leader=$$ -v found="$family" '
            BEGIN { count = split(found, entries, " "); for (i = 1; i <= count; i++) known[entries[i]] }
            $1 == "marked" { member[$2]; next }
            $1 == "wrapper" { wrapper[$2]; next }
            { parent[$1] = $2; session[$1] = $3; name[$1] = $1 ":" $4 }
            END {
                for (pid in name)
                    if (name[pid] in known || parent[pid] == leader || session[pid] == leader && !(parent[pid] in wrapper))
                        member[pid]
                for (pid in wrapper) delete member[pid]
                do {
                    grown = 0
                    for (pid in name)
                        if (!(pid in member) && !(pid in wrapper) && parent[pid] in member) { member[pid]; grown = 1 }
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
    # SIGKILL, because a shell that was just forked can miss every other signal before it has become sleep.
    trap 'kill -KILL "$!" && wait "$!"; exit 0' TERM
    sleep "$deadline" &
    wait $!
    trap '' TERM
    ln "$folder/stop.$$" "$folder/stop"
    end_family
}

remove_temporary() {
    rm -rf "$temporary" && return
    chmod -R u+rwx "$temporary" # folders that were made read-only
    rm -rf "$temporary"
}

claim
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
kill "$watchdog"
wait "$watchdog"
end_family
remove_temporary
printf '%-32s\n' "$code$stopped" 1<>"$folder/exit.$$"
mv "$folder/exit.$$" "$folder/exit"
rm -f "$folder/stop.$$"
