package org.archipel.sandbox.internal.rest;

import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Optional;
import javax.ws.rs.ext.ParamConverter;
import javax.ws.rs.ext.ParamConverterProvider;
import javax.ws.rs.ext.Provider;
import org.archipel.api.error.PermissionDeniedException;
import org.archipel.sandbox.internal.json.BindableTypes;

/**
 * Parameters of requests become values of the extension's own types and plain ones. By the rules of JAX-RS a text becomes whatever
 * has a constructor for it; some of these open files.
 */
@Provider
final class ParameterTypes implements ParamConverterProvider {
    @Override
    public <T> ParamConverter<T> getConverter(Class<T> rawType, Type genericType, Annotation[] annotations) {
        return BindableTypes.contains(rawType) ? null : new Refusal<>(rawType.getName());
    }

    private record Refusal<T>(String type) implements ParamConverter<T> {
        @Override
        public T fromString(String value) {
            throw new PermissionDeniedException("no parameter becomes a " + type);
        }

        @Override
        public String toString(T value) {
            return Optional.ofNullable(value).map(Object::toString).orElse("");
        }
    }
}
