package dev.carewire.app.wiring;

import dev.carewire.event.StaffSnapshot;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.user.StaffMember;
import java.util.List;
import java.util.Optional;

/**
 * The people of one demo clinic; all of them are fictitious.
 *
 * @param clinic the clinic's name
 * @param locationId its only site
 * @param staff all staff; user ids differ between the clinics
 * @param patients first and last names
 */
record DemoPeople(TenantId tenant, String clinic, String locationId, List<StaffMember> staff, List<String> patients) {

    static final List<DemoPeople> ALL = List.of(
            new DemoPeople(
                    new TenantId("tenant-1"),
                    "Harbor Clinic",
                    "harbor",
                    List.of(
                            doctor("dr-chen", "Wei", "Chen", "Dermatology"),
                            doctor("dr-okoro", "Ife", "Okoro", "General medicine"),
                            staffMember("nurse-ada", "Ada", "Brandt", Role.NURSE),
                            staffMember("desk-1", "Noa", "Sandoval", Role.RECEPTIONIST),
                            staffMember("admin-1", "Priya", "Raman", Role.ADMIN)),
                    List.of(
                            "Marisol Quintero",
                            "Tove Lindqvist",
                            "Kofi Mensah",
                            "Hana Watanabe",
                            "Elias Berg",
                            "Amara Diallo",
                            "Jonas Petrov",
                            "Leila Haddad")),
            new DemoPeople(
                    new TenantId("tenant-2"),
                    "Hilltop Clinic",
                    "hilltop",
                    List.of(
                            doctor("dr-silva", "Bruna", "Silva", "Cardiology"),
                            doctor("dr-novak", "Petr", "Novak", "Paediatrics"),
                            staffMember("nurse-eva", "Eva", "Castellano", Role.NURSE),
                            staffMember("desk-2", "Sam", "Whitlock", Role.RECEPTIONIST),
                            staffMember("admin-2", "Grace", "Mbeki", Role.ADMIN)),
                    List.of(
                            "Oskar Nyström",
                            "Yara Costa",
                            "Dmitri Volkov",
                            "Mei Tanaka",
                            "Rosa Delgado",
                            "Idris Bello",
                            "Clara Weiss",
                            "Farid Rahimi")));

    /** The doctors among the staff. */
    List<StaffSnapshot> doctors() {
        return staff.stream()
                .filter(colleague -> colleague.roles().contains(Role.DOCTOR))
                .map(StaffMember::staff)
                .toList();
    }

    /** Shows the clinic only. */
    @Override
    public String toString() {
        return "DemoPeople[" + tenant + "]";
    }

    private static StaffMember doctor(String id, String firstName, String lastName, String specialization) {
        return new StaffMember(
                new StaffSnapshot(
                        id, firstName, lastName, Optional.of(id + "@example.org"), Optional.of(specialization)),
                Role.DOCTOR);
    }

    private static StaffMember staffMember(String id, String firstName, String lastName, Role role) {
        return new StaffMember(
                new StaffSnapshot(id, firstName, lastName, Optional.of(id + "@example.org"), Optional.empty()), role);
    }
}
