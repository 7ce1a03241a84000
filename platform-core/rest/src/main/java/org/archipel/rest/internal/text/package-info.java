/** JSON as text. */
package org.archipel.rest.internal.text;
