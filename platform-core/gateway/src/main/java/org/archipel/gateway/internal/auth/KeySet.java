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
        List<JWK> keys = new ArrayList<>();
        ParseException last = null;
        for (Map<String, Object> one : members(text)) {
            try {
                keys.add(JWK.parse(one));
            } catch (ParseException e) {
                last = e;
            } catch (RuntimeException e) {
                last = new ParseException("a key is not understood", 0);
            }
        }
        if (keys.isEmpty() && last != null) {
            throw last;
        }
        return keys;
    }

    private static Map<String, Object>[] members(String text) throws ParseException {
        Map<String, Object> set = JSONObjectUtils.parse(text);
        Map<String, Object>[] all = set == null ? null : JSONObjectUtils.getJSONObjectArray(set, "keys");
        if (all == null) {
            throw new ParseException("there are no keys", 0);
        }
        return all;
    }
}
