package dev.carewire.event;

import java.util.List;

/** Encounters. */
public final class EncounterEvents {

    public static final EventType<EncounterCreated> ENCOUNTER_CREATED = new EventType<>(
                    "encounter.created",
                    EncounterCreated.class,
                    Audience.tenant(),
                    Delivery.LOGGED,
                    Phi.CLINICAL,
                    "An encounter was started.")
            .stateOf(
                    ReportedRecord.Kind.ENCOUNTER,
                    created -> created.encounter().id());

    public static final EventType<EncounterUpdated> ENCOUNTER_UPDATED = new EventType<>(
                    "encounter.updated",
                    EncounterUpdated.class,
                    Audience.tenant(),
                    Delivery.LOGGED,
                    Phi.CLINICAL,
                    "An encounter's record changed.")
            .stateOf(
                    ReportedRecord.Kind.ENCOUNTER,
                    updated -> updated.encounter().id());

    public static final EventType<EncounterCompleted> ENCOUNTER_COMPLETED = new EventType<>(
                    "encounter.completed",
                    EncounterCompleted.class,
                    Audience.tenant(),
                    Delivery.LOGGED,
                    Phi.NONE,
                    "An encounter ended.")
            .changeOf(ReportedRecord.Kind.ENCOUNTER, completed -> completed.encounterId());

    public static final EventType<EncounterSigned> ENCOUNTER_SIGNED = new EventType<>(
                    "encounter.signed",
                    EncounterSigned.class,
                    Audience.tenant(),
                    Delivery.LOGGED,
                    Phi.NONE,
                    "A provider signed the record of an encounter.")
            .changeOf(ReportedRecord.Kind.ENCOUNTER, signed -> signed.encounterId());

    static final List<EventType<?>> ALL =
            List.of(ENCOUNTER_CREATED, ENCOUNTER_UPDATED, ENCOUNTER_COMPLETED, ENCOUNTER_SIGNED);

    private EncounterEvents() {}

    /** An encounter was started. */
    public record EncounterCreated(EncounterSnapshot encounter) {

        public EncounterCreated {
            PayloadChecks.required("encounter", encounter);
        }
    }

    /** An encounter's record changed. */
    public record EncounterUpdated(EncounterSnapshot encounter) {

        public EncounterUpdated {
            PayloadChecks.required("encounter", encounter);
        }
    }

    /** An encounter has ended. */
    public record EncounterCompleted(String encounterId, String providerId) {

        public EncounterCompleted {
            encounterId = PayloadChecks.id("encounterId", encounterId);
            providerId = PayloadChecks.id("providerId", providerId);
        }
    }

    /**
     * A provider signed the record of an encounter.
     *
     * @param providerId the signing provider
     */
    public record EncounterSigned(String encounterId, String providerId) {

        public EncounterSigned {
            encounterId = PayloadChecks.id("encounterId", encounterId);
            providerId = PayloadChecks.id("providerId", providerId);
        }
    }
}
