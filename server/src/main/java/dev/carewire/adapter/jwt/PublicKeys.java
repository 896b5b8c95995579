package dev.carewire.adapter.jwt;

import com.auth0.jwt.algorithms.Algorithm;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses public keys and maps each to its one algorithm: the key decides, never the token. */
public final class PublicKeys {

    private static final int MIN_RSA_BITS = 2048;
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");

    private PublicKeys() {}

    /**
     * The key in a PEM text.
     *
     * @param pem contains one {@code BEGIN PUBLIC KEY} block; text around it is ignored
     * @throws IllegalArgumentException if there is no such block, or its key is not for RS256 or ES256; the message
     *     does not contain the text
     */
    public static PublicKey parse(String pem) {
        Matcher block = PEM.matcher(pem);
        if (!block.find()) {
            throw new IllegalArgumentException("no public key (expected: PEM with a BEGIN PUBLIC KEY block)");
        }
        byte[] encoded = Base64.getMimeDecoder().decode(block.group(1));
        PublicKey key = read("RSA", encoded)
                .or(() -> read("EC", encoded))
                .orElseThrow(() -> new IllegalArgumentException("unreadable public key (expected: RSA or EC P-256)"));
        algorithm(key);
        return key;
    }

    private static Optional<PublicKey> read(String family, byte[] encoded) {
        try {
            return Optional.of(KeyFactory.getInstance(family).generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException otherFamily) {
            return Optional.empty();
        }
    }

    /**
     * RS256 for an RSA key, ES256 for a P-256 key.
     *
     * @throws IllegalArgumentException for any other or weaker key
     */
    static Algorithm algorithm(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            int bits = rsa.getModulus().bitLength();
            if (bits < MIN_RSA_BITS) {
                throw new IllegalArgumentException(
                        "RSA key: " + bits + " bits (expected: at least " + MIN_RSA_BITS + ")");
            }
            return Algorithm.RSA256(rsa, null);
        }
        if (key instanceof ECPublicKey ec && isP256(ec)) {
            return Algorithm.ECDSA256(ec, null);
        }
        throw new IllegalArgumentException(key.getAlgorithm() + " key (expected: RSA or EC P-256)");
    }

    private static boolean isP256(ECPublicKey key) {
        try {
            AlgorithmParameters p256 = AlgorithmParameters.getInstance("EC");
            p256.init(new ECGenParameterSpec("secp256r1"));
            ECParameterSpec wanted = p256.getParameterSpec(ECParameterSpec.class);
            return key.getParams().getCurve().equals(wanted.getCurve())
                    && key.getParams().getOrder().equals(wanted.getOrder());
        } catch (GeneralSecurityException unsupported) {
            throw new IllegalStateException("EC P-256: not in this Java runtime", unsupported);
        }
    }
}
