/**
 * Relations: properties that a loss has for all inputs. They are checked on inputs drawn from the relation's own id,
 * without golden data, so sizes and shapes are free.
 */
package io.lossparity.relations;
