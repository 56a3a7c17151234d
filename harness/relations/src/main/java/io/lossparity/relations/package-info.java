/**
 * Relations that hold of a loss whatever its inputs are, checked on inputs that are drawn from the relation's own id:
 * no golden data takes part, so that sizes and shapes are free.
 */
package io.lossparity.relations;
