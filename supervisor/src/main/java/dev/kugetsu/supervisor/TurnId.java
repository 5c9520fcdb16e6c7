package dev.kugetsu.supervisor;

/// Our own id of a turn, such as `t-9f3hw0ab`; also marks every process of the turn.
public record TurnId(String value) {

    public static final String PREFIX = "t-";

    @Override
    public String toString() {
        return value;
    }
}
