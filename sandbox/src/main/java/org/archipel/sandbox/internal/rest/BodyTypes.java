package org.archipel.sandbox.internal.rest;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.Locale;
import java.util.Set;
import javax.ws.rs.core.Form;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.MultivaluedHashMap;
import javax.ws.rs.core.MultivaluedMap;
import javax.ws.rs.core.StreamingOutput;
import javax.ws.rs.ext.Provider;
import javax.ws.rs.ext.ReaderInterceptor;
import javax.ws.rs.ext.ReaderInterceptorContext;
import org.archipel.api.error.PermissionDeniedException;
import org.archipel.sandbox.internal.json.BindableTypes;

/**
 * Bodies of requests become texts, bytes, streams, forms, and of JSON or plain text what {@link BindableTypes} names. The REST server
 * knows more: it writes files and reads XML for whoever declares such a parameter.
 */
@Provider
final class BodyTypes implements ReaderInterceptor {
    private static final Set<Class<?>> WHOLE = Set.of(
            String.class,
            byte[].class,
            InputStream.class,
            Reader.class,
            Form.class,
            MultivaluedMap.class,
            MultivaluedHashMap.class);

    /** Of these the REST server reads every kind, whoever made it: an extension's own is one as well. */
    private static final Set<Class<?>> SERVERS =
            Set.of(InputStream.class, Reader.class, File.class, StreamingOutput.class);

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        Class<?> type = context.getType();
        if (!WHOLE.contains(type) && (!value(type) || ofXml(context.getMediaType()))) {
            throw new PermissionDeniedException("no body becomes a " + type.getName());
        }
        return context.proceed();
    }

    private static boolean value(Class<?> type) {
        return BindableTypes.contains(type) && SERVERS.stream().noneMatch(servers -> servers.isAssignableFrom(type));
    }

    private static boolean ofXml(MediaType type) {
        return type != null && type.getSubtype().toLowerCase(Locale.ROOT).endsWith("xml");
    }
}
