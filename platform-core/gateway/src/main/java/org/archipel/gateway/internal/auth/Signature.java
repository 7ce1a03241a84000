package org.archipel.gateway.internal.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** Checks the signature of a token with one key; a key does for the algorithms of its kind only (RFC 8725, section 3.1). */
final class Signature {
    private static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final int ED25519_BYTES = 32;

    private Signature() {}

    /** Whether the token is signed by the key; false as well if the key cannot have signed it. */
    static boolean isBy(JWK key, SignedJWT token) {
        JWSAlgorithm algorithm = token.getHeader().getAlgorithm();
        if (key.getKeyUse() != null && !KeyUse.SIGNATURE.equals(key.getKeyUse())
                || key.getKeyOperations() != null && !key.getKeyOperations().contains(KeyOperation.VERIFY)
                || key.getAlgorithm() != null && !key.getAlgorithm().getName().equals(algorithm.getName())) {
            return false;
        }
        try {
            if (JWSAlgorithm.Family.RSA.contains(algorithm)) {
                return key instanceof RSAKey rsa && token.verify(new RSASSAVerifier(rsa.toRSAPublicKey()));
            }
            if (JWSAlgorithm.Family.EC.contains(algorithm)) {
                return key instanceof ECKey ec && token.verify(new ECDSAVerifier(ec.toECPublicKey()));
            }
            return JWSAlgorithm.Family.ED.contains(algorithm)
                    && key instanceof OctetKeyPair pair
                    && isByEdwards(pair, token);
        } catch (JOSEException e) {
            return false;
        }
    }

    static boolean isBy(byte[] secret, SignedJWT token) {
        try {
            return token.verify(new MACVerifier(secret));
        } catch (JOSEException e) {
            return false;
        }
    }

    // The library wants another one for this; the JDK has it (RFC 8410 for the form of the key).
    private static boolean isByEdwards(OctetKeyPair pair, SignedJWT token) {
        byte[] point = pair.getDecodedX();
        if (!Curve.Ed25519.equals(pair.getCurve())
                || point.length != ED25519_BYTES
                || token.getHeader().getCriticalParams() != null) {
            return false;
        }
        byte[] encoded = Arrays.copyOf(ED25519, ED25519.length + ED25519_BYTES);
        System.arraycopy(point, 0, encoded, ED25519.length, ED25519_BYTES);
        try {
            java.security.Signature check = java.security.Signature.getInstance("Ed25519");
            check.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
            check.update(token.getSigningInput());
            return check.verify(token.getSignature().decode());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
