package org.archipel.sandbox.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.impl.UnwrappingBeanPropertyWriter;
import com.fasterxml.jackson.databind.util.NameTransformer;
import org.archipel.guard.Checkpoint;

/** Passes a checkpoint before an unwrapped property: many of them may write nothing. */
final class CheckedUnwrapping extends UnwrappingBeanPropertyWriter {
    private static final long serialVersionUID = 1L;

    private CheckedUnwrapping(BeanPropertyWriter writer, NameTransformer names) {
        super(writer, names);
    }

    private CheckedUnwrapping(UnwrappingBeanPropertyWriter writer, NameTransformer names, SerializedString name) {
        super(writer, names, name);
    }

    /** The same property; another one only where it is unwrapped. */
    static BeanPropertyWriter of(SerializationConfig config, BeanPropertyWriter writer) {
        if (!writer.isUnwrapping()) {
            return writer;
        }
        NameTransformer names = config.getAnnotationIntrospector().findUnwrappingNameTransformer(writer.getMember());
        return new CheckedUnwrapping(writer, names == null ? NameTransformer.NOP : names);
    }

    @Override
    protected UnwrappingBeanPropertyWriter _new(NameTransformer names, SerializedString name) {
        return new CheckedUnwrapping(this, names, name);
    }

    @Override
    public void serializeAsField(Object bean, JsonGenerator generator, SerializerProvider provider) throws Exception {
        Checkpoint.check();
        super.serializeAsField(bean, generator, provider);
    }
}
