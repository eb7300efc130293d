import { codesOf, type Group, type ListedCode } from "@rekey/core";

/** A Meaning is what a code says about a request: `classify` turns it into one of our errors. */
export type Meaning =
  /** The instance does something else; nothing was begun. */
  | "busy"
  /** A password is being changed or reset, perhaps by a call of our own whose reply was lost. */
  | "changing"
  /** The new password breaks a rule. */
  | "password"
  /** The old password is wrong. */
  | "drifted"
  /** The instance is password-free. */
  | "open"
  | "absent"
  | "declaration"
  | "endpoint"
  | "identity"
  | "permission"
  /** The request is refused for what it asks; most of these belong to operations that are not ours. */
  | "request"
  /** Nobody can say what came of it: every 500, and what no table lists. */
  | "unknown";

const errorCodes = "https://support.huaweicloud.com/api-dcs/ErrorCode.html";
const resetPage = "https://support.huaweicloud.com/eu/api-dcs/ResetAclAccountPassWord.html";
const terraform = "terraform-provider-huaweicloud, huaweicloud/services/dcs/common.go";

const groups: readonly Group<Meaning>[] = [
  {
    status: 400,
    means: "busy",
    source: errorCodes,
    codes: `
      DCS.4017 DCS.4026 DCS.4049 DCS.4096 DCS.4097 DCS.4104 DCS.4108 DCS.4111 DCS.4113 DCS.4114 DCS.4116 DCS.4117
      DCS.4118 DCS.4120 DCS.4300 DCS.4918
      111400017 111400026 111400096 111400097 111400104 111400108 111400111 111400113 111400114 111400116
      111400117 111400118 111400120
    `,
  },
  {
    status: 400,
    means: "busy",
    source: terraform,
    codes: "DCS.4231 DCS.4975 CBC.99003651",
  },
  {
    status: 400,
    means: "changing",
    source: errorCodes,
    codes: "DCS.4115 111400115",
  },
  {
    status: 400,
    means: "changing",
    source: terraform,
    codes: "DCS.4121",
  },
  {
    status: 400,
    means: "password",
    source: errorCodes,
    codes: "DCS.4019 DCS.4845 DCS.4849 111400019 111400845 111400849",
  },
  {
    status: 400,
    means: "drifted",
    source: errorCodes,
    codes: "DCS.4080 111400080",
  },
  {
    status: 400,
    means: "open",
    source: errorCodes,
    codes: "DCS.4850 111400850",
  },
  {
    status: 400,
    means: "absent",
    source: errorCodes,
    codes: "DCS.4119 111400119",
  },
  {
    status: 404,
    means: "absent",
    source: errorCodes,
    codes: "DCS.3022 111404022",
  },
  {
    status: 400,
    means: "declaration",
    source: errorCodes,
    codes: "DCS.4002 DCS.4061 111400002 111400061",
  },
  {
    status: 404,
    means: "endpoint",
    source: errorCodes,
    codes: "DCS.4001 111404001",
  },
  {
    status: 401,
    means: "identity",
    source: errorCodes,
    codes: "DCS.1001 DCS.1002 DCS.1003 DCS.1004 111401001 111401002 111401003 111401004",
  },
  {
    status: 403,
    means: "permission",
    source: errorCodes,
    codes: "DCS.2003 DCS.2007 DCS.3002 DCS.3003 111403002 111403003",
  },
  {
    status: 400,
    means: "request",
    source: errorCodes,
    codes: `
      DCS.3053 DCS.4004 DCS.4005 DCS.4006 DCS.4007 DCS.4008 DCS.4009 DCS.4010 DCS.4011 DCS.4012 DCS.4013 DCS.4014
      DCS.4016 DCS.4018 DCS.4020 DCS.4021 DCS.4022 DCS.4025 DCS.4027 DCS.4028 DCS.4030 DCS.4031 DCS.4033 DCS.4035
      DCS.4036 DCS.4037 DCS.4038 DCS.4039 DCS.4042 DCS.4045 DCS.4046 DCS.4047 DCS.4048 DCS.4053 DCS.4054 DCS.4060
      DCS.4062 DCS.4063 DCS.4064 DCS.4065 DCS.4066 DCS.4067 DCS.4068 DCS.4070 DCS.4072 DCS.4073 DCS.4074 DCS.4075
      DCS.4076 DCS.4086 DCS.4087 DCS.4094 DCS.4095 DCS.4098 DCS.4099 DCS.4100 DCS.4102 DCS.4103 DCS.4105 DCS.4106
      DCS.4107 DCS.4200 DCS.4202 DCS.4253 DCS.4800 DCS.4819 DCS.4820 DCS.4821 DCS.4822 DCS.4838 DCS.4839 DCS.4840
      DCS.4841 DCS.4843 DCS.4844 DCS.4846 DCS.4847 DCS.4848 DCS.4855 DCS.4875 DCS.4879 DCS.4911 DCS.4919 DCS.4927
      DCS.4930 DCS.4931 DCS.4933 DCS.4935 DCS.4936 DCS.4937 DCS.4939 DCS.4941 DCS.4942 DCS.4957 DCS.4998 DCS.4999
      DCS.5050
      111400004 111400005 111400007 111400008 111400009 111400010 111400011 111400012 111400013 111400014
      111400016 111400018 111400020 111400021 111400022 111400027 111400035 111400036 111400037 111400038
      111400039 111400042 111400045 111400046 111400047 111400048 111400053 111400054 111400060 111400062
      111400063 111400064 111400065 111400066 111400067 111400068 111400070 111400072 111400073 111400074
      111400075 111400076 111400086 111400087 111400094 111400095 111400098 111400099 111400100 111400102
      111400103 111400105 111400106 111400107 111400800 111400843 111400844
    `,
  },
  {
    status: 404,
    means: "request",
    source: errorCodes,
    codes: "DCS.4023 111404023",
  },
  {
    status: 405,
    means: "request",
    source: errorCodes,
    codes: "DCS.5001 111405001",
  },
  {
    status: 400,
    means: "unknown",
    source: resetPage,
    codes: "DCS.4961",
  },
  {
    status: 404,
    means: "unknown",
    source: errorCodes,
    codes: "DCS.5101",
  },
  {
    status: 500,
    means: "unknown",
    source: errorCodes,
    codes: `
      DCS.4069 DCS.4101 DCS.4842 DCS.5000 DCS.5006 DCS.5017 DCS.5020 DCS.5024 DCS.5031 DCS.5032 DCS.5037 DCS.5039
      DCS.5040 DCS.5041 DCS.5042 DCS.5043 DCS.5044 DCS.5045 DCS.5053 DCS.5054 DCS.5070 DCS.5071 DCS.5077 DCS.5078
      DCS.5079 DCS.5081 DCS.5082 DCS.5083 DCS.5085 DCS.5090 DCS.5091 DCS.5092 DCS.5094 DCS.5095 DCS.5104
      111400069 111400101 111400842 111500000 111500006 111500017 111500020 111500024 111500031 111500032
      111500037 111500041 111500044 111500053 111500054 111500070 111500071 111500077 111500078 111500079
      111500082 111500083 111500085 111500090 111500091 111500092 111500095 111500104
    `,
  },
];

/** Every documented code of DCS, in its new (`DCS.4019`) and its old (`111400019`) spelling, with its status, its meaning and its source. */
export const dcsCodes: readonly ListedCode<Meaning>[] = codesOf(groups);
