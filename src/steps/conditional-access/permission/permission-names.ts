/** Names of permissions that are met on applications of this kind, for messages; sources: microsoft.md §2, Graph's permission reference. */
const NAMES: Readonly<Record<string, string>> = {
  '7b3c62c0-bbe4-4ceb-971b-ecc50a191b3e': 'update_device_attributes',
  '3857e233-c379-404e-85e9-bdbf3a62b28f': 'manage_partner_compliance_policy',
  '7ec88bad-30c7-4928-a005-4455362cfd98': 'get_device_compliance',
  'a5438881-186a-48f0-bc41-a93ae8a195fe': 'update_device_health',
  '39d724e8-6a34-4930-9a36-364082c35716': 'scep_challenge_provider',
  '907d16c7-7591-49a4-b523-6fd42e5f2c7e': 'pfx_cert_provider',
  '7828b294-fdcc-4ed6-a45a-854364afb21d': 'send_data_usage',
  '3d9dc976-32fb-45a8-90bd-c9f8a850d098': 'get_data_warehouse',
  '9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30': 'Application.Read.All',
  '7ab1d382-f21e-4acd-a863-ba3e13f7da61': 'Directory.Read.All',
  'e1fe6dd8-ba31-4d61-89e7-88639da4683d': 'User.Read',
};

/** The permission's published name, or its id where we know none. */
export function permissionName(id: string): string {
  return NAMES[id] ?? id;
}
