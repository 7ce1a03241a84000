package org.archipel.connector.bitrix24.internal;

import java.util.Locale;
import org.archipel.api.error.ValidationException;

/** The entities and their numbers in {@code crm.item.*}. */
enum ItemType {
    LEAD(1),
    DEAL(2),
    CONTACT(3),
    COMPANY(4);

    private final int number;

    ItemType(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    String entity() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws ValidationException if there is no such entity */
    static ItemType of(String entity) {
        for (ItemType type : values()) {
            if (type.entity().equals(entity)) {
                return type;
            }
        }
        throw new ValidationException("/entity", "there is no entity '" + entity + "'");
    }
}
