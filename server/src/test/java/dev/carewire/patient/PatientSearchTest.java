package dev.carewire.patient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.adapter.jdbi.ClinicTest;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.command.RejectedException;
import dev.carewire.command.TimeRange;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.fixture.PatientFormBuilder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A search finds the same patients on each database, however their names and numbers are written. */
class PatientSearchTest extends ClinicTest {

    PatientSearchTest(TestDatabases which) {
        super(which);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "José | Núñez | jose nunez",
                "José | Núñez | JOSÉ",
                "Jose | Nunez | josé núñez",
                "Jose\u0301 | Nu\u0301n\u0303ez | josé núñez",
                "José | Núñez | jose\u0301 nun\u0303ez",
                "Siobhán | O’Brien | o'brien",
                "Siobhán | O'Brien | O’Brien",
                "Siobhán | OʼBrien | obrien",
                "Siobhán | O‘Brien | o´brien",
                "Ada | Lovelace | 'Lovelace, Ada'",
                "Ada | Lovelace | 'lovelace , a'",
                "Ada | Lovelace | love ada",
                "Anne-Marie | Dubois | anne marie",
                "Anne Marie | Dubois | Anne‑Marie",
                "Işıl | ÇİÇEK | isil cicek",
                "ISIL | CICEK | ışıl çiçek",
                "İbrahim | Iğdır | ibrahim igdir",
                "Jürgen | Groß | GROSS",
                "Jürgen | Gross | groß",
                "JÜRGEN | GROẞ | jurgen groß",
                "Łukasz | Żółć | lukasz zolc",
                "Lukasz | Zolc | łukasz",
                "Søren | Kjær | soren kjaer",
                "Đặng | Nguyễn | dang nguyen",
                "Ｙｏｋｏ | Ono | yoko",
                "Γιώργος | Παπαδόπουλος | ΓΙΩΡΓΟΣ ΠΑΠΑΔΟΠΟΥΛΟΣ",
                "Нина | Ёлкина | елкина НИНА",
                "한나 | 김 | 김 한나",
                "Þóra | Guðrún | thora gudrun",
                "Mül\u00ADler | E\u200Dva | muller eva"
            })
    void findsNamesHoweverTheyAreWritten(String firstName, String lastName, String search) {
        PatientSnapshot patient = patient(firstName, lastName);
        patient("Tove", "Lindqvist");

        assertThat(search(search)).containsExactly(patient.id());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "+1 (555) 010-0199 | 5550100199",
                "+1 (555) 010-0199 | 555 010 0199",
                "+1 (555) 010-0199 | 555.010.0199",
                "+1 (555) 010-0199 | (555) 010-0199",
                "+1 (555) 010-0199 | 0100",
                "+1 (555) 010-0199 | 010-0199",
                "555 010 0199 | +1 555 010 0199",
                "+49 30 1234567 | 030 1234567",
                "+49 30 1234567 | 030/123 45 67",
                "+49 30 1234567 | 0049 30 1234567",
                "+49 30 1234567 | 1234567",
                "+49 (0)30 1234567 | 030 1234567",
                "+49 (0) 30 1234567 | +49301234567",
                "030 1234567 | +49 30 1234567",
                "030 1234567 | +49 (0)30 1234567",
                "0049 30 1234567 | +49 30 1234567",
                "030-1234567 | 030 1234567",
                "٠٣٠ ١٢٣٤٥٦٧ | 030 1234567",
                "030 1234567 | ٠٣٠١٢٣٤٥٦٧"
            })
    void findsPhoneNumbersHoweverTheyAreWritten(String phone, String search) {
        PatientSnapshot patient = withPhone("Ada", phone);
        withPhone("Bo", "+44 20 7946 0999");
        patient("Without", "Number");

        assertThat(search(search)).containsExactly(patient.id());
        assertThat(search("ada " + search)).containsExactly(patient.id());
        assertThat(search(search + ", Ada")).containsExactly(patient.id());
        assertThat(search("bo " + search)).isEmpty();
    }

    @Test
    void anotherNumberWithTheSameEndIsNoneOfThem() {
        withPhone("Ada", "+49 30 1234567");
        withPhone("Bo", "0000000");

        assertThat(search("+49 40 1234567")).isEmpty();
        assertThat(search("040 1234567")).isEmpty();
    }

    @Test
    void findsCodesAndAddresses() {
        PatientSnapshot ada = patients.create(
                nurse,
                new PatientFormBuilder()
                        .firstName("Ada")
                        .lastName("Poe")
                        .email("Ada.Poe@example.org")
                        .build());
        PatientSnapshot bo = patient("Bo", "Ek");

        assertThat(search("p-0001")).containsExactly(ada.id());
        assertThat(search("P0001")).containsExactly(ada.id());
        assertThat(search("0002")).containsExactly(bo.id());
        assertThat(search("ada.poe@EXAMPLE")).containsExactly(ada.id());
        assertThat(search("poe example")).containsExactly(ada.id());
    }

    @Test
    void wildcardsAreLiteral() {
        PatientSnapshot percent = patient("Ada", "100%");
        PatientSnapshot under = patient("Bo", "snake_case");
        PatientSnapshot bang = patient("Cy", "Hey!");
        patient("Di", "1000 snakecase");

        assertThat(search("100%")).containsExactly(percent.id());
        assertThat(search("%")).containsExactly(percent.id());
        assertThat(search("_")).containsExactly(under.id());
        assertThat(search("e_c")).containsExactly(under.id());
        assertThat(search("!")).containsExactly(bang.id());
        assertThat(search("!_")).isEmpty();
        assertThat(search("*")).isEmpty();
        assertThat(search("\\")).isEmpty();
    }

    @Test
    void allWordsMustMatch() {
        PatientSnapshot ada = patient("Ada", "Poe");
        patient("Ada", "Ek");

        assertThat(search("ada poe")).containsExactly(ada.id());
        assertThat(search("ada poe ek")).isEmpty();
    }

    @Test
    void marksAloneMatchNobody() {
        patient("Ada", "Poe");

        for (String marks : List.of(",", "- -", "()", "’")) {
            assertThat(search(marks)).as(marks).isEmpty();
        }
    }

    @Test
    void isBounded() {
        assertThatThrownBy(() -> PatientSearch.parse("a b c d e f g h i j k"))
                .isInstanceOf(RejectedException.class)
                .hasMessage("search must have at most 10 parts");
        assertThatThrownBy(() -> PatientSearch.parse("x".repeat(201))).isInstanceOf(RejectedException.class);
        assertThatThrownBy(() -> PatientSearch.parse("ﷺ".repeat(200)))
                .as("a letter that stands for four parts")
                .isInstanceOf(RejectedException.class);
    }

    @Test
    void seesAChangeAtOnce() {
        PatientSnapshot ada = withPhone("Ada", "030 1234567");

        patients.update(
                nurse,
                ada.id(),
                new PatientFormBuilder().lastName("Byron").phone("").build());

        assertThat(search("poe")).isEmpty();
        assertThat(search("1234567")).isEmpty();
        assertThat(search("byron")).containsExactly(ada.id());
        patients.delete(nurse, ada.id());
        assertThat(search("byron")).isEmpty();
    }

    @Test
    void seesNoPatientOfAnotherClinic() {
        patient("Ada", "Poe");

        assertThat(patients.list(stranger, query("ada"), Optional.empty()).items())
                .isEmpty();
    }

    @Test
    void theListIsInTheOrderOfTheNamesOnEachDatabase() {
        for (String lastName : List.of("Zola", "Öberg", "o’Brien", "Nagy", "Łuk", "Lindqvist", "oberst", "Ångström")) {
            patient("Ada", lastName);
        }

        assertThat(patients.list(nurse, new PatientQuery(Optional.empty(), TimeRange.ALL, 20), Optional.empty())
                        .items())
                .extracting(patient -> patient.lastName().orElseThrow())
                .containsExactly("Ångström", "Lindqvist", "Łuk", "Nagy", "Öberg", "oberst", "o’Brien", "Zola");
    }

    @Test
    void showsNoPartOfASearchOrAPlaceAsText() {
        assertThat(query("quintero 5550100").toString())
                .doesNotContain("quintero")
                .doesNotContain("555");
        assertThat(PatientIndex.of(patient("Marisol", "Quintero")).toString()).isEqualTo("PatientIndex");
        assertThat(new PatientPlace("71756e", "p-1").toString()).doesNotContain("71756e");
    }

    private PatientSnapshot withPhone(String firstName, String phone) {
        return patients.create(
                nurse,
                new PatientFormBuilder()
                        .firstName(firstName)
                        .lastName("Poe")
                        .phone(phone)
                        .build());
    }

    private List<String> search(String text) {
        return patients.list(nurse, query(text), Optional.empty()).items().stream()
                .map(PatientSnapshot::id)
                .toList();
    }

    private static PatientQuery query(String text) {
        return new PatientQuery(Optional.of(PatientSearch.parse(text)), TimeRange.ALL, 20);
    }
}
