/** Templates for the page. Values become text nodes or properties, never markup: a customer's words stay words. */
import htm from 'htm';
import { h, type VNode } from 'preact';

export const html = htm.bind(h) as (strings: TemplateStringsArray, ...values: unknown[]) => VNode;
