package dev.carewire.event;

import java.util.List;

/** Prior authorizations. */
public final class PriorAuthEvents {

    public static final EventType<PriorAuthCreated> PRIOR_AUTH_CREATED = new EventType<>(
                    "prior-auth.created",
                    PriorAuthCreated.class,
                    Audience.tenant(),
                    Delivery.LOGGED,
                    Phi.CLINICAL,
                    "A prior authorization was requested.")
            .stateOf(
                    ReportedRecord.Kind.PRIOR_AUTHORIZATION,
                    created -> created.priorAuth().id());

    public static final EventType<PriorAuthStatusChanged> PRIOR_AUTH_STATUS_CHANGED = new EventType<>(
                    "prior-auth.status-changed",
                    PriorAuthStatusChanged.class,
                    Audience.tenant(),
                    Delivery.LOGGED,
                    Phi.NONE,
                    "A prior authorization's state changed.")
            .changeOf(ReportedRecord.Kind.PRIOR_AUTHORIZATION, changed -> changed.priorAuthId());

    public static final EventType<PriorAuthApproved> PRIOR_AUTH_APPROVED = new EventType<>(
                    "prior-auth.approved",
                    PriorAuthApproved.class,
                    Audience.tenant(),
                    Delivery.LOGGED,
                    Phi.IDENTIFYING,
                    "An insurer approved a prior authorization.")
            .changeOf(ReportedRecord.Kind.PRIOR_AUTHORIZATION, approved -> approved.priorAuthId());

    public static final EventType<PriorAuthDenied> PRIOR_AUTH_DENIED = new EventType<>(
                    "prior-auth.denied",
                    PriorAuthDenied.class,
                    Audience.tenant(),
                    Delivery.LOGGED,
                    Phi.CLINICAL,
                    "An insurer denied a prior authorization.")
            .changeOf(ReportedRecord.Kind.PRIOR_AUTHORIZATION, denied -> denied.priorAuthId());

    static final List<EventType<?>> ALL =
            List.of(PRIOR_AUTH_CREATED, PRIOR_AUTH_STATUS_CHANGED, PRIOR_AUTH_APPROVED, PRIOR_AUTH_DENIED);

    private PriorAuthEvents() {}

    /** A prior authorization was requested. */
    public record PriorAuthCreated(PriorAuthSnapshot priorAuth) {

        public PriorAuthCreated {
            PayloadChecks.required("priorAuth", priorAuth);
        }
    }

    /** A prior authorization's state changed. */
    public record PriorAuthStatusChanged(String priorAuthId, PriorAuthStatus oldStatus, PriorAuthStatus newStatus) {

        public PriorAuthStatusChanged {
            priorAuthId = PayloadChecks.id("priorAuthId", priorAuthId);
            PayloadChecks.required("oldStatus", oldStatus);
            PayloadChecks.required("newStatus", newStatus);
        }
    }

    /**
     * An insurer approved a prior authorization.
     *
     * @param authNumber the insurer's number for it
     */
    public record PriorAuthApproved(String priorAuthId, String authNumber) {

        public PriorAuthApproved {
            priorAuthId = PayloadChecks.id("priorAuthId", priorAuthId);
            authNumber = PayloadChecks.line("authNumber", authNumber);
        }

        /** Omits the number. */
        @Override
        public String toString() {
            return "PriorAuthApproved[" + priorAuthId + "]";
        }
    }

    /** An insurer denied a prior authorization. */
    public record PriorAuthDenied(String priorAuthId, String reason) {

        public PriorAuthDenied {
            priorAuthId = PayloadChecks.id("priorAuthId", priorAuthId);
            reason = PayloadChecks.prose("reason", reason);
        }

        /** Omits the reason. */
        @Override
        public String toString() {
            return "PriorAuthDenied[" + priorAuthId + "]";
        }
    }
}
