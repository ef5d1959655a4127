import { expect, test } from 'vitest';
import { readForms } from '../../../src/sandbox/html-form.ts';

test('given a page with a form, when it is read, then fields, labels, boxes, choices and buttons are there', () => {
  const [form, ...others] = readForms(`<main><FORM method="post" action="/a?x=1&amp;y=2">
    <input type="hidden" name="token" value="a&quot;b">
    <label for="n">Full <b>name</b></label><input id="n" name="name" required>
    <input type="checkbox" name="on" value="yes" checked><input type="checkbox" name="off" value="yes">
    <select name="cloud"><option value="1">One</option><option selected>Two &amp; a half</option></select>
    <button type="submit" name="action" value="save">Save</button></FORM></main>`);
  expect(others).toEqual([]);
  expect(form?.action).toBe('/a?x=1&y=2');
  expect(form?.method).toBe('post');
  expect(form?.fields).toEqual([
    { name: 'token', type: 'hidden', value: 'a"b', checked: false, label: '' },
    { name: 'name', type: 'text', value: '', checked: false, label: 'Full name' },
    { name: 'on', type: 'checkbox', value: 'yes', checked: true, label: '' },
    { name: 'off', type: 'checkbox', value: 'yes', checked: false, label: '' },
    { name: 'cloud', type: 'select', value: 'Two & a half', checked: false, label: '' },
    { name: 'action', type: 'submit', value: 'save', checked: false, label: 'Save' },
  ]);
});

test('given a page without a form, when it is read, then there is none', () => {
  expect(readForms('<p>Done</p>')).toEqual([]);
});
