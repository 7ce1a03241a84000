package org.archipel.gateway.internal.auth;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the keys of an issuer (RFC 7517, section 5): one that is not understood takes none of the others away. */
final class KeySet {
    private KeySet() {}

    /** @throws ParseException if the text is no set of keys, or none of its keys is understood */
    static List<JWK> parse(String text) throws ParseException {
        Map<String, Object>[] all = JSONObjectUtils.getJSONObjectArray(JSONObjectUtils.parse(text), "keys");
        if (all == null) {
            throw new ParseException("there are no keys", 0);
        }
        List<JWK> keys = new ArrayList<>(all.length);
        ParseException last = null;
        for (Map<String, Object> one : all) {
            try {
                keys.add(JWK.parse(one));
            } catch (ParseException e) {
                last = e;
            }
        }
        if (keys.isEmpty() && last != null) {
            throw last;
        }
        return keys;
    }
}
