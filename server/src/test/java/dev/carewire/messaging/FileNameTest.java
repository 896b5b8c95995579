package dev.carewire.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNameTest {

    @ParameterizedTest
    @CsvSource({
        "plan.pdf, plan.pdf",
        "../../etc/passwd, passwd",
        "C:\\Users\\x\\plan.pdf, plan.pdf",
        "Ünter süchung 😀.png, Ünter süchung 😀.png",
        ".htaccess, htaccess",
        "'a<b>:c|d?e*f\"g', a_b__c_d_e_f_g",
        "'', file",
        "..., file",
        "folder/, file"
    })
    void keepsWhatIsSafe(String given, String clean) {
        assertThat(FileName.sanitize(given)).isEqualTo(clean);
    }

    @Test
    void replacesWhatTurnsANameAround() {
        assertThat(FileName.sanitize("invoice\u202Efdp.exe")).isEqualTo("invoice_fdp.exe");
        assertThat(FileName.sanitize("a\r\nSet-Cookie: b\0.png")).isEqualTo("a__Set-Cookie_ b_.png");
        assertThat(FileName.sanitize("half\ud83d.png")).isEqualTo("half_.png");
    }

    @Test
    void shortensInFrontOfTheExtension() {
        assertThat(FileName.sanitize("x".repeat(300) + ".jpeg")).hasSize(120).endsWith("x.jpeg");
        assertThat(FileName.sanitize("x".repeat(300))).hasSize(120);
        assertThat(FileName.sanitize("x".repeat(115) + "😀😀.jpeg")).isEqualTo("x".repeat(115) + ".jpeg");
        assertThat(FileName.sanitize("x".repeat(114) + "😀😀.jpeg")).isEqualTo("x".repeat(114) + ".jpeg");
    }
}
