/** Templates for the page. Values become text nodes or properties, never markup: what somebody wrote stays words. */
import htm from 'htm';
import { h, type VNode } from 'preact';

export const html = htm.bind(h) as (strings: TemplateStringsArray, ...values: unknown[]) => VNode;
