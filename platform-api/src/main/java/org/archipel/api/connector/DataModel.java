package org.archipel.api.connector;

import java.util.List;

/** The entities of a remote system and their fields. */
public record DataModel(List<Entity> entities) {
    public DataModel {
        entities = List.copyOf(entities);
    }

    public static DataModel empty() {
        return new DataModel(List.of());
    }

    /**
     * @param name as used in {@link ReadRequest#entity()}
     * @param idField the field that identifies a record
     */
    public record Entity(String name, String label, String idField, List<Field> fields) {
        public Entity {
            fields = List.copyOf(fields);
        }
    }

    /**
     * @param path dotted path within the record
     * @param type JSON Schema type: string, number, integer, boolean, object, array
     * @param format JSON Schema format, or empty
     */
    public record Field(String path, String label, String type, String format, boolean required, boolean readOnly) {}
}
