package dev.carewire.adapter.jwt;

import com.auth0.jwt.algorithms.Algorithm;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.List;

/** Keys for tokens that only this process signs and verifies. */
final class WarmUpKeys {

    private static final int SECRET_BYTES = 32;

    /** Short, so that the start does not take longer: the key never leaves this process. */
    private static final int RSA_BITS = 1024;

    private WarmUpKeys() {}

    /** HS256; with public keys, RS256 and ES256, too. */
    static List<Algorithm> algorithms(boolean publicKeys) {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        List<Algorithm> algorithms = new ArrayList<>();
        algorithms.add(Algorithm.HMAC256(secret));
        if (publicKeys) {
            try {
                algorithms.add(rsa());
                algorithms.add(elliptic());
            } catch (GeneralSecurityException missing) {
                throw new IllegalStateException("the Java runtime lacks RSA or EC keys", missing);
            }
        }
        return algorithms;
    }

    private static Algorithm rsa() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(RSA_BITS);
        KeyPair keys = generator.generateKeyPair();
        return Algorithm.RSA256((RSAPublicKey) keys.getPublic(), (RSAPrivateKey) keys.getPrivate());
    }

    private static Algorithm elliptic() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair keys = generator.generateKeyPair();
        return Algorithm.ECDSA256((ECPublicKey) keys.getPublic(), (ECPrivateKey) keys.getPrivate());
    }
}
