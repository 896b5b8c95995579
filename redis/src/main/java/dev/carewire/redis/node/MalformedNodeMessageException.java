package dev.carewire.redis.node;

import java.util.Objects;

/** A peer sent a message that this node does not accept. The text names the broken rule, never the content. */
public final class MalformedNodeMessageException extends Exception {

    /** Kinds of faults, for counters. */
    public enum Reason {
        /** Over one of the {@link NodeLimits}. */
        TOO_LARGE,
        /** Neither JSON nor MessagePack, or not the shape of a message. */
        MALFORMED,
        /** A type of message or value that the packages of today do not send. */
        UNSUPPORTED
    }

    private static final long serialVersionUID = 1;

    private final Reason reason;

    MalformedNodeMessageException(Reason reason, String rule) {
        super(rule, null, false, false);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    static MalformedNodeMessageException tooLarge(String rule) {
        return new MalformedNodeMessageException(Reason.TOO_LARGE, rule);
    }

    static MalformedNodeMessageException malformed(String rule) {
        return new MalformedNodeMessageException(Reason.MALFORMED, rule);
    }

    static MalformedNodeMessageException unsupported(String rule) {
        return new MalformedNodeMessageException(Reason.UNSUPPORTED, rule);
    }

    /** The kind of the fault. */
    public Reason reason() {
        return reason;
    }
}
