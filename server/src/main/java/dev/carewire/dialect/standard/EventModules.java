package dev.carewire.dialect.standard;

import static dev.carewire.dialect.standard.FrontEndModule.APPT_FLOW;
import static dev.carewire.dialect.standard.FrontEndModule.CLAIMS;
import static dev.carewire.dialect.standard.FrontEndModule.CLEARINGHOUSE;
import static dev.carewire.dialect.standard.FrontEndModule.CLINICAL_INBOX;
import static dev.carewire.dialect.standard.FrontEndModule.EPA;
import static dev.carewire.dialect.standard.FrontEndModule.FINANCIALS;
import static dev.carewire.dialect.standard.FrontEndModule.HOME;
import static dev.carewire.dialect.standard.FrontEndModule.LABS;
import static dev.carewire.dialect.standard.FrontEndModule.MAIL;
import static dev.carewire.dialect.standard.FrontEndModule.NOTES;
import static dev.carewire.dialect.standard.FrontEndModule.OFFICE_FLOW;
import static dev.carewire.dialect.standard.FrontEndModule.ORDERS;
import static dev.carewire.dialect.standard.FrontEndModule.PATIENTS;
import static dev.carewire.dialect.standard.FrontEndModule.RADIOLOGY;
import static dev.carewire.dialect.standard.FrontEndModule.RX;
import static dev.carewire.dialect.standard.FrontEndModule.SCHEDULE;
import static dev.carewire.dialect.standard.FrontEndModule.WAITLIST;

import java.util.Set;

/** The modules of derm-app's front end that show the events of one area, by area. */
final class EventModules {

    static final Set<FrontEndModule> APPOINTMENTS = Set.of(HOME, SCHEDULE, OFFICE_FLOW, APPT_FLOW, WAITLIST);
    static final Set<FrontEndModule> PATIENT_FLOW = Set.of(HOME, SCHEDULE, OFFICE_FLOW, APPT_FLOW);
    static final Set<FrontEndModule> PATIENT_RECORDS = Set.of(HOME, PATIENTS);
    static final Set<FrontEndModule> ENCOUNTERS = Set.of(HOME, NOTES, CLINICAL_INBOX);
    static final Set<FrontEndModule> RESULTS = Set.of(HOME, ORDERS, LABS, RADIOLOGY, CLINICAL_INBOX);
    static final Set<FrontEndModule> MEDICATION = Set.of(HOME, RX, EPA, CLINICAL_INBOX);
    static final Set<FrontEndModule> ACCOUNTS = Set.of(HOME, FINANCIALS, CLAIMS, CLEARINGHOUSE);
    static final Set<FrontEndModule> TASKS = Set.of(HOME, CLINICAL_INBOX);
    static final Set<FrontEndModule> MESSAGES = Set.of(MAIL);
    static final Set<FrontEndModule> OVERVIEW = Set.of(HOME);

    private EventModules() {}
}
