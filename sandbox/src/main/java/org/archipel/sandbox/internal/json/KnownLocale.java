package org.archipel.sandbox.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import java.io.IOException;
import java.util.Locale;
import org.archipel.guard.Locales;
import org.archipel.sandbox.internal.governor.GovernedThread;

/** Reads locales that there are: the JDK keeps names of all others as well, for ever. */
final class KnownLocale extends DelegatingDeserializer {
    private static final long serialVersionUID = 1L;

    KnownLocale(JsonDeserializer<?> deserializer) {
        super(deserializer);
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> deserializer) {
        return new KnownLocale(deserializer);
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        Object read = super.deserialize(parser, context);
        if (read instanceof Locale locale && !Locales.isKnown(locale, GovernedThread.owner())) {
            throw new SecurityException("not allowed to extensions: a locale from JSON that is not known");
        }
        return read;
    }
}
