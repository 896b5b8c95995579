package dev.carewire.dialect.standard;

import dev.carewire.identity.Role;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** A module of derm-app's front end, with the roles that may use it. Super admins and back ends may use all. */
enum FrontEndModule {
    HOME,
    SCHEDULE,
    OFFICE_FLOW,
    APPT_FLOW,
    WAITLIST,
    PATIENTS,
    NOTES,
    ORDERS,
    RX,
    EPA,
    LABS,
    RADIOLOGY,
    CLINICAL_INBOX,
    MAIL,
    FINANCIALS,
    CLAIMS,
    CLEARINGHOUSE;

    /** Its name in derm-app's rooms, such as {@code appt_flow}. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The modules that at least one of these roles may use. */
    static Set<FrontEndModule> openTo(Set<Role> roles) {
        Set<FrontEndModule> open = EnumSet.noneOf(FrontEndModule.class);
        for (FrontEndModule module : values()) {
            if (roles.stream().anyMatch(module::isOpenTo)) {
                open.add(module);
            }
        }
        return Collections.unmodifiableSet(open);
    }

    private boolean isOpenTo(Role role) {
        return switch (role) {
            case SUPER_ADMIN, SERVICE, ADMIN, MANAGER -> true;
            case DOCTOR, NURSE, MEDICAL_ASSISTANT -> !isFinancial();
            case COMPLIANCE_OFFICER -> this != MAIL;
            case RECEPTIONIST -> isOffice() || this == MAIL || this == CLAIMS || this == CLEARINGHOUSE;
            case SCHEDULER -> isOffice() || this == MAIL;
            case BILLING -> isOffice() || this == MAIL || isFinancial();
            case STAFF -> isCommon();
            case PATIENT, RESEARCHER, DISPLAY, OPERATOR, OTHER -> false;
        };
    }

    private boolean isFinancial() {
        return this == FINANCIALS || this == CLAIMS || this == CLEARINGHOUSE;
    }

    private boolean isCommon() {
        return this == HOME || this == CLINICAL_INBOX;
    }

    private boolean isOffice() {
        return switch (this) {
            case SCHEDULE, OFFICE_FLOW, APPT_FLOW, WAITLIST, PATIENTS -> true;
            default -> isCommon();
        };
    }
}
