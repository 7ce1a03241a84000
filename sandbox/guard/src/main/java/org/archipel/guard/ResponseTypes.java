package org.archipel.guard;

/** Looks at the content type of a response before it is read, whatever way it came into it. */
public final class ResponseTypes {
    private static final String READ_ALREADY = "javax.ws.rs.core.MediaType";

    private ResponseTypes() {}

    /** To be called before the content type is read. */
    public static void held(Object response) {
        Checkpoint.check();
        Iterable<?> types = response == null ? null : Json.parts(response);
        if (types != null) {
            for (Object type : types) {
                if (type instanceof String text) {
                    MediaTypes.checked(text);
                } else if (type != null && !type.getClass().getName().equals(READ_ALREADY)) {
                    throw new SecurityException("not allowed to extensions: a content type that is no text");
                }
            }
        }
    }
}
