package dev.carewire.emit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.event.BillingEvents;
import dev.carewire.event.BiopsyEvents;
import dev.carewire.event.BiopsyEvents.BiopsyCreated;
import dev.carewire.event.BiopsyEvents.BiopsyUpdated;
import dev.carewire.event.BulkEvents;
import dev.carewire.event.BulkKind;
import dev.carewire.event.ClaimEvents;
import dev.carewire.event.ClaimEvents.ClaimCreated;
import dev.carewire.event.ClaimEvents.ClaimUpdated;
import dev.carewire.event.ClaimStatus;
import dev.carewire.event.EncounterEvents;
import dev.carewire.event.EncounterEvents.EncounterCreated;
import dev.carewire.event.EncounterEvents.EncounterUpdated;
import dev.carewire.event.Event;
import dev.carewire.event.EventType;
import dev.carewire.event.FlowEvents;
import dev.carewire.event.PatientEvents;
import dev.carewire.event.PrescriptionEvents;
import dev.carewire.event.PrescriptionSnapshot;
import dev.carewire.event.PrescriptionStatus;
import dev.carewire.event.PriorAuthEvents;
import dev.carewire.event.PriorAuthEvents.PriorAuthCreated;
import dev.carewire.event.PriorAuthStatus;
import dev.carewire.event.SampleEvents;
import dev.carewire.fixture.TestPublishers;
import dev.carewire.identity.TenantId;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each documented helper of patient care publishes exactly its arguments. */
class CareHelpersTest {

    private static final TenantId TENANT = SampleEvents.TENANT;

    private final List<Event<?>> told = new ArrayList<>();
    private final Emit emit =
            new Emit(TestPublishers.inMemory(told::add), Clock.fixed(SampleEvents.AT, ZoneOffset.UTC));

    @Test
    void encounters() {
        EncounterEmit encounters = new EncounterEmit(emit);

        encounters.emitEncounterCreated(
                TENANT,
                sample(EncounterEvents.ENCOUNTER_CREATED, EncounterCreated.class)
                        .encounter());
        encounters.emitEncounterUpdated(
                TENANT,
                sample(EncounterEvents.ENCOUNTER_UPDATED, EncounterUpdated.class)
                        .encounter());
        encounters.emitEncounterCompleted(TENANT, "enc-1", "dr-chen");
        encounters.emitEncounterSigned(TENANT, "enc-1", "dr-chen");

        assertTold(
                EncounterEvents.ENCOUNTER_CREATED,
                EncounterEvents.ENCOUNTER_UPDATED,
                EncounterEvents.ENCOUNTER_COMPLETED,
                EncounterEvents.ENCOUNTER_SIGNED);
    }

    @Test
    void biopsies() {
        BiopsyEmit biopsies = new BiopsyEmit(emit);

        biopsies.emitBiopsyCreated(
                TENANT, sample(BiopsyEvents.BIOPSY_CREATED, BiopsyCreated.class).biopsy());
        biopsies.emitBiopsyUpdated(
                TENANT, sample(BiopsyEvents.BIOPSY_UPDATED, BiopsyUpdated.class).biopsy());
        biopsies.emitBiopsyResultReceived(TENANT, "bio-1", "pat-1", "Benign nevus");
        biopsies.emitBiopsyReviewed(TENANT, "bio-1", "pat-1", "dr-chen");

        assertTold(
                BiopsyEvents.BIOPSY_CREATED,
                BiopsyEvents.BIOPSY_UPDATED,
                BiopsyEvents.BIOPSY_RESULT_RECEIVED,
                BiopsyEvents.BIOPSY_REVIEWED);
    }

    @Test
    void claims() {
        ClaimEmit claims = new ClaimEmit(emit);

        claims.emitClaimCreated(
                TENANT, sample(ClaimEvents.CLAIM_CREATED, ClaimCreated.class).claim());
        claims.emitClaimUpdated(
                TENANT, sample(ClaimEvents.CLAIM_UPDATED, ClaimUpdated.class).claim());
        claims.emitClaimStatusChanged(TENANT, "claim-1", ClaimStatus.SUBMITTED, ClaimStatus.DENIED);
        claims.emitClaimSubmitted(TENANT, "claim-1", "Coastal Health");
        claims.emitClaimDenied(TENANT, "claim-1", "Not covered");
        claims.emitClaimPaid(TENANT, "claim-1", 12_000);

        assertTold(
                ClaimEvents.CLAIM_CREATED,
                ClaimEvents.CLAIM_UPDATED,
                ClaimEvents.CLAIM_STATUS_CHANGED,
                ClaimEvents.CLAIM_SUBMITTED,
                ClaimEvents.CLAIM_DENIED,
                ClaimEvents.CLAIM_PAID);
    }

    @Test
    void priorAuthorisations() {
        PriorAuthEmit priorAuths = new PriorAuthEmit(emit);

        priorAuths.emitPriorAuthCreated(
                TENANT,
                sample(PriorAuthEvents.PRIOR_AUTH_CREATED, PriorAuthCreated.class)
                        .priorAuth());
        priorAuths.emitPriorAuthStatusChanged(TENANT, "auth-1", PriorAuthStatus.SUBMITTED, PriorAuthStatus.APPROVED);
        priorAuths.emitPriorAuthApproved(TENANT, "auth-1", "AUTH-7");
        priorAuths.emitPriorAuthDenied(TENANT, "auth-1", "Not necessary");

        assertTold(
                PriorAuthEvents.PRIOR_AUTH_CREATED,
                PriorAuthEvents.PRIOR_AUTH_STATUS_CHANGED,
                PriorAuthEvents.PRIOR_AUTH_APPROVED,
                PriorAuthEvents.PRIOR_AUTH_DENIED);
    }

    @Test
    void prescriptionsAndMoney() {
        PrescriptionEmit prescriptions = new PrescriptionEmit(emit);
        BillingEmit billing = new BillingEmit(emit);
        PrescriptionSnapshot prescription = sample(
                        PrescriptionEvents.PRESCRIPTION_CREATED, PrescriptionEvents.PrescriptionCreated.class)
                .prescription();

        prescriptions.emitPrescriptionCreated(TENANT, prescription);
        prescriptions.emitPrescriptionSent(TENANT, prescription);
        prescriptions.emitPrescriptionStatusChanged(TENANT, "rx-1", PrescriptionStatus.FILLED);
        billing.emitInvoiceUpdate(
                TENANT,
                sample(BillingEvents.INVOICE_UPDATED, BillingEvents.InvoiceUpdated.class)
                        .invoice());
        billing.emitPaymentReceived(
                TENANT,
                sample(BillingEvents.PAYMENT_RECEIVED, BillingEvents.PaymentReceived.class)
                        .payment());
        billing.emitPaymentPosted(TENANT, "pay-1", "pat-1", 2_000);

        assertTold(
                PrescriptionEvents.PRESCRIPTION_CREATED,
                PrescriptionEvents.PRESCRIPTION_SENT,
                PrescriptionEvents.PRESCRIPTION_STATUS_CHANGED,
                BillingEvents.INVOICE_UPDATED,
                BillingEvents.PAYMENT_RECEIVED,
                BillingEvents.PAYMENT_POSTED);
    }

    @Test
    void patientsAndWholeLists() {
        emit.emitPatientInsuranceVerified(
                TENANT,
                "pat-1",
                sample(PatientEvents.INSURANCE_VERIFIED, PatientEvents.InsuranceVerified.class)
                        .insuranceInfo());
        emit.emitPatientBalanceChanged(TENANT, "pat-1", -1_250, 750);
        emit.emitBulkUpdate(TENANT, BulkKind.APPOINTMENTS);

        assertTold(PatientEvents.INSURANCE_VERIFIED, PatientEvents.BALANCE_CHANGED, BulkEvents.RECORDS_BULK_UPDATED);
    }

    @Test
    void aMoveIsToldToEachViewThatItConcerns() {
        FlowEmit flows = new FlowEmit(emit);
        List<FlowEvents.PatientFlow> samples = SampleEvents.all().stream()
                .filter(event -> event.type().equals(FlowEvents.PATIENT_FLOW_UPDATED))
                .map(event -> (FlowEvents.PatientFlow) event.payload())
                .toList();

        flows.emitPatientFlowUpdate(TENANT, samples.get(0));
        flows.emitRoomStatusChange(TENANT, sample(FlowEvents.ROOM_STATUS_CHANGED, FlowEvents.RoomStatusChanged.class));

        assertTold(
                FlowEvents.PATIENT_FLOW_UPDATED,
                FlowEvents.ROOM_BOARD_UPDATED,
                FlowEvents.PROVIDER_QUEUE_UPDATED,
                FlowEvents.ROOM_STATUS_CHANGED);
        told.clear();

        flows.emitPatientFlowUpdate(TENANT, samples.get(1));

        assertThat(told).<EventType<?>>map(Event::type).containsExactly(FlowEvents.PATIENT_FLOW_UPDATED);
    }

    /** Asserts that the first samples of these types were published, in this order. */
    private void assertTold(EventType<?>... types) {
        assertThat(told)
                .<Record>map(Event::payload)
                .containsExactlyElementsOf(List.of(types).stream()
                        .<Record>map(type -> sample(type, Record.class))
                        .toList());
        assertThat(told).<EventType<?>>map(Event::type).containsExactly(types);
        assertThat(told)
                .allMatch(event -> event.tenant().equals(TENANT) && event.at().equals(SampleEvents.AT));
    }

    private static <P extends Record> P sample(EventType<?> type, Class<P> payload) {
        return SampleEvents.all().stream()
                .filter(event -> event.type().equals(type))
                .map(event -> payload.cast(event.payload()))
                .findFirst()
                .orElseThrow();
    }
}
