import type { Json } from '../model/json.ts';

/**
 * A test of a body: of the values at a path when they are there, or, with `none`, of their absence.
 *
 * Without a condition it holds when something is set there: not null, not false, not empty.
 */
export interface Test {
  path: string;
  /** One of the values is one of these. */
  is?: readonly Json[];
  /** There is a value, and it is none of these. */
  not?: readonly Json[];
  /** None of the values is one of these, or there is no value. */
  none?: readonly Json[];
  /** There is an array, and one of these is not in it. */
  lacks?: readonly Json[];
  /** There is no value, or null. */
  absent?: true;
  /** There is a string that matches this. */
  like?: RegExp;
  /** There is a string that does not match this. */
  unlike?: RegExp;
  /** There is a number that is greater than this. */
  above?: number;
  /** Nothing is set there: no value, null, false, or nothing in it. */
  unset?: true;
}

/** Conditions on one body that must not hold together. Reported at the place of the first test. */
export interface Rule {
  /** It is wrong where all of these hold. */
  when: readonly Test[];
  says: string;
  hint: string;
  /** `warning` for what the API accepts although it has no effect; by default an error, for what it refuses. */
  severity?: 'warning';
  /** Only the tenant tells for sure: without it this is a warning, or nothing. */
  offline?: 'warning' | 'nothing';
}

/** A maximum that Auth0 sets. */
export interface Limit {
  most: number;
  /** Items of an array, keys of an object or characters of a string there; the resources themselves when absent, of children those of one parent. */
  at?: string;
  /** Which of the resources count. */
  where?: Test;
  /** What the tenant has gives way to what the files declare, so that it does not count. */
  givesWay?: true;
}

/** A value that another resource has to have in a list of its own, where the files declare both. */
export interface Membership {
  path: string;
  /** The reference that leads to the other resource, or, with `to`, the singleton that it is. */
  of?: string;
  to?: string;
  /** Where its list is, in its body. */
  in: string;
  /** Reported at the reference, because the value is not written in the body. */
  isAtReference?: true;
  severity?: 'warning';
}

/** Two numbers of one body of which the first must not be the greater. */
export interface Order {
  low: string;
  high: string;
  /** Where this holds the order does not matter. */
  unless?: Test;
  severity?: 'warning';
}

/** Sides of which a body has one, each a list of paths: setting a path of one side clears the others. */
export interface Choice {
  sides: readonly (readonly string[])[];
  /** `warning` where the API returns both, so that an export has both. */
  severity?: 'warning';
  /** An export has both although the API takes one, so that an export has both: the first side is left out, with a warning. */
  givesWay?: true;
}

/** What must not be true of the resource that a reference leads to. */
export interface TargetRule {
  /** The reference; that to the parent when absent. */
  of?: string;
  /** Only where this holds for the resource that refers to it. */
  where?: Test;
  /** It is wrong where all of these hold for the other one. */
  when: readonly Test[];
  says: string;
  hint: string;
}

/** Something that the tenant has to have before the API takes a resource. */
export interface Requirement {
  /** Only where this holds for the resource. */
  where?: Test;
  /** The type of which the tenant has to have one, with values for which all of `having` hold. */
  type: string;
  having?: readonly Test[];
  says: string;
  hint: string;
}

/** A field whose values no two resources of a type, or of several, may share. */
export interface Uniqueness {
  path: string;
  /** The types that share the names; the type itself when absent. */
  among?: readonly string[];
}

/** What the API asks of the content of a resource beyond the form of its fields. */
export interface Semantics {
  exclusive?: readonly Choice[];
  rules?: readonly Rule[];
  limits?: readonly Limit[];
  members?: readonly Membership[];
  orders?: readonly Order[];
  targetRules?: readonly TargetRule[];
  requirements?: readonly Requirement[];
  unique?: readonly Uniqueness[];
}
