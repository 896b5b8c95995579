package dev.carewire.dialect.standard;

import dev.carewire.event.AppointmentEvents;
import dev.carewire.event.BillingEvents;
import dev.carewire.event.BiopsyEvents;
import dev.carewire.event.BulkEvents;
import dev.carewire.event.ClaimEvents;
import dev.carewire.event.EncounterEvents;
import dev.carewire.event.EventType;
import dev.carewire.event.FlowEvents;
import dev.carewire.event.LabEvents;
import dev.carewire.event.MessagingEvents;
import dev.carewire.event.PatientEvents;
import dev.carewire.event.PrescriptionEvents;
import dev.carewire.event.PresenceEvents;
import dev.carewire.event.PriorAuthEvents;
import dev.carewire.event.TaskEvents;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The modules of derm-app's front end that each event is for. Whoever opens one of them is told; events that are not here concern
 * single users, or those who follow something they asked for. Immutable; any thread.
 */
final class EventModules {

    private static final Map<String, Set<FrontEndModule>> BY_EVENT = byEvent();

    private EventModules() {}

    /** The modules that an event is for; empty for one that is for whoever is in its rooms. */
    static Optional<Set<FrontEndModule>> of(EventType<?> type) {
        return Optional.ofNullable(BY_EVENT.get(type.name()));
    }

    /** The names of the events that are for none of the modules in {@code open}. */
    static Set<String> closed(Set<FrontEndModule> open) {
        return BY_EVENT.entrySet().stream()
                .filter(event -> Collections.disjoint(event.getValue(), open))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Map<String, Set<FrontEndModule>> byEvent() {
        Map<String, Set<FrontEndModule>> modules = new HashMap<>();
        put(
                modules,
                EnumSet.of(
                        FrontEndModule.HOME,
                        FrontEndModule.SCHEDULE,
                        FrontEndModule.OFFICE_FLOW,
                        FrontEndModule.APPT_FLOW,
                        FrontEndModule.WAITLIST),
                AppointmentEvents.APPOINTMENT_CREATED,
                AppointmentEvents.APPOINTMENT_UPDATED,
                AppointmentEvents.APPOINTMENT_CANCELLED,
                AppointmentEvents.PATIENT_CHECKED_IN);
        put(
                modules,
                EnumSet.of(FrontEndModule.HOME, FrontEndModule.PATIENTS),
                PatientEvents.PATIENT_UPDATED,
                PatientEvents.INSURANCE_VERIFIED,
                PresenceEvents.PATIENT_VIEWING);
        put(
                modules,
                EnumSet.of(FrontEndModule.HOME, FrontEndModule.NOTES, FrontEndModule.CLINICAL_INBOX),
                EncounterEvents.ENCOUNTER_CREATED,
                EncounterEvents.ENCOUNTER_UPDATED,
                EncounterEvents.ENCOUNTER_COMPLETED,
                EncounterEvents.ENCOUNTER_SIGNED);
        put(
                modules,
                EnumSet.of(
                        FrontEndModule.HOME,
                        FrontEndModule.ORDERS,
                        FrontEndModule.LABS,
                        FrontEndModule.RADIOLOGY,
                        FrontEndModule.CLINICAL_INBOX),
                BiopsyEvents.BIOPSY_CREATED,
                BiopsyEvents.BIOPSY_UPDATED,
                BiopsyEvents.BIOPSY_RESULT_RECEIVED,
                BiopsyEvents.BIOPSY_REVIEWED,
                LabEvents.LAB_RESULT_CREATED,
                LabEvents.LAB_RESULT_UPDATED);
        put(
                modules,
                EnumSet.of(FrontEndModule.HOME, FrontEndModule.RX, FrontEndModule.EPA, FrontEndModule.CLINICAL_INBOX),
                PrescriptionEvents.PRESCRIPTION_CREATED,
                PrescriptionEvents.PRESCRIPTION_SENT,
                PrescriptionEvents.PRESCRIPTION_STATUS_CHANGED,
                PriorAuthEvents.PRIOR_AUTH_CREATED,
                PriorAuthEvents.PRIOR_AUTH_STATUS_CHANGED,
                PriorAuthEvents.PRIOR_AUTH_APPROVED,
                PriorAuthEvents.PRIOR_AUTH_DENIED);
        put(
                modules,
                EnumSet.of(
                        FrontEndModule.HOME,
                        FrontEndModule.FINANCIALS,
                        FrontEndModule.CLAIMS,
                        FrontEndModule.CLEARINGHOUSE),
                PatientEvents.BALANCE_CHANGED,
                ClaimEvents.CLAIM_CREATED,
                ClaimEvents.CLAIM_UPDATED,
                ClaimEvents.CLAIM_STATUS_CHANGED,
                ClaimEvents.CLAIM_SUBMITTED,
                ClaimEvents.CLAIM_DENIED,
                ClaimEvents.CLAIM_PAID,
                BillingEvents.INVOICE_UPDATED,
                BillingEvents.PAYMENT_RECEIVED,
                BillingEvents.PAYMENT_POSTED);
        put(
                modules,
                EnumSet.of(
                        FrontEndModule.HOME,
                        FrontEndModule.OFFICE_FLOW,
                        FrontEndModule.APPT_FLOW,
                        FrontEndModule.SCHEDULE),
                FlowEvents.PATIENT_FLOW_UPDATED);
        put(
                modules,
                EnumSet.of(FrontEndModule.HOME, FrontEndModule.CLINICAL_INBOX),
                TaskEvents.TASK_CREATED,
                TaskEvents.TASK_UPDATED);
        put(modules, EnumSet.of(FrontEndModule.MAIL), MessagingEvents.MESSAGE_ANNOUNCED);
        put(
                modules,
                EnumSet.of(FrontEndModule.HOME),
                PresenceEvents.USER_CAME_ONLINE,
                PresenceEvents.USER_STATUS_CHANGED,
                PresenceEvents.USER_WENT_OFFLINE,
                BulkEvents.RECORDS_BULK_UPDATED);
        return Map.copyOf(modules);
    }

    private static void put(
            Map<String, Set<FrontEndModule>> modules, Set<FrontEndModule> ofThese, EventType<?>... types) {
        for (EventType<?> type : types) {
            modules.put(type.name(), ofThese);
        }
    }
}
