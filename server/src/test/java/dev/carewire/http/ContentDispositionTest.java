package dev.carewire.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ContentDispositionTest {

    private static final Pattern HEADER =
            Pattern.compile("attachment; filename=\"([ !#$&-.0-\\[\\]-~]*)\"; filename\\*=UTF-8''([A-Za-z0-9._%-]*)");

    @Test
    void hasBothNames() {
        assertThat(ContentDisposition.attachment("Befund M\u00fcller.pdf"))
                .isEqualTo("attachment; filename=\"Befund Muller.pdf\"; filename*=UTF-8''Befund%20M%C3%BCller.pdf");
    }

    @Test
    void readsAsTheSameNameComposedAndDecomposed() {
        assertThat(ContentDisposition.attachment("Mu\u0308ller.pdf")).contains("filename=\"Muller.pdf\"");
    }

    @Test
    void cannotBeLeftByAQuote() {
        assertThat(ContentDisposition.attachment("a\"; filename=evil.exe; x=\"\\.pdf"))
                .isEqualTo("attachment; filename=\"a_; filename=evil.exe; x=__.pdf\";"
                        + " filename*=UTF-8''a%22%3B%20filename%3Devil.exe%3B%20x%3D%22_.pdf");
    }

    @Test
    void hasNoPath() {
        assertThat(ContentDisposition.attachment("../..\\etc/passwd"))
                .isEqualTo("attachment; filename=\".._.._etc_passwd\"; filename*=UTF-8''.._.._etc_passwd");
    }

    @Test
    void encodesTheAsteriskThatValuesCannotHave() {
        assertThat(ContentDisposition.attachment("*.pdf")).endsWith("filename*=UTF-8''%2A.pdf");
    }

    @Property
    void isAValidHeaderForEveryName(@ForAll String name) {
        Matcher header = HEADER.matcher(ContentDisposition.attachment(name));

        assertThat(header.matches()).isTrue();
        if (StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
            assertThat(URLDecoder.decode(header.group(2), StandardCharsets.UTF_8))
                    .isEqualTo(name.replace('/', '_').replace('\\', '_'));
        }
    }
}
