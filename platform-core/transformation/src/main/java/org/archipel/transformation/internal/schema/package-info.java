/** JSON Schema 2020-12. */
package org.archipel.transformation.internal.schema;
