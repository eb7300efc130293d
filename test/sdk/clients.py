"""The official SDK's clients, unmodified, pointed at an emulator."""

from datetime import datetime

import huaweicloudsdkdcs.v2 as dcs
import huaweicloudsdkiam.v3 as iam
import huaweicloudsdkmeeting.v1 as meeting
import huaweicloudsdkworkspace.v2 as workspace
from huaweicloudsdkcore.auth.credentials import BasicCredentials, GlobalCredentials
from huaweicloudsdkcore.http.http_config import HttpConfig
from huaweicloudsdkcore.region.region import Region
from huaweicloudsdkiam.v3.iam_credentials import IamCredentials
from huaweicloudsdkmeeting.v1.meeting_credentials import AuthTypeEnum, MeetingCredentials, TenantSceneEnum

PROJECT = "0bec5db98280d2d02fd6c00c2de791ce"
DOMAIN = "d78cbac186b744899480f25bd0200000"
ADMIN = ("ADMINKEY", "canary-admin-key")
READER = ("READERKEY", "canary-reader-key")
STRANGER = ("ADMINKEY", "canary-another-key")


def bearing(token):
    """Bears a token that is given: UpdateToken wants the refresh token where the SDK's own login puts the access token."""
    credentials = MeetingCredentials()
    credentials._token, credentials._last_token_date = token, datetime.now()
    return credentials


def app(app_id, key, user=None, corp=None):
    scene = TenantSceneEnum.MULTI_TENANT if corp else TenantSceneEnum.SINGLE_TENANT
    credentials = MeetingCredentials().with_auth_type_enum(AuthTypeEnum.APP_ID).with_tenant_scene_enum(scene)
    return credentials.with_app_id(app_id).with_app_key(key).with_user_id(user).with_corp_id(corp)


def clients(endpoint, ca, kept):
    """A function a client, by the name that operations.yaml knows it by: (module, client's class, credentials)."""

    def found(credentials):
        # Without a project or an account the SDK looks it up in IAM by itself.
        return credentials.with_iam_endpoint(endpoint)

    made = {
        "dcs": lambda: (dcs, dcs.DcsClient, BasicCredentials(*ADMIN, PROJECT)),
        "dcs, project looked up": lambda: (dcs, dcs.DcsClient, found(BasicCredentials(*ADMIN))),
        "dcs, other project": lambda: (dcs, dcs.DcsClient, BasicCredentials(*ADMIN, "another-project")),
        "dcs, reader": lambda: (dcs, dcs.DcsClient, BasicCredentials(*READER, PROJECT)),
        "dcs, wrong key": lambda: (dcs, dcs.DcsClient, BasicCredentials(*STRANGER, PROJECT)),
        "workspace": lambda: (workspace, workspace.WorkspaceClient, BasicCredentials(*ADMIN, PROJECT)),
        "workspace, reader": lambda: (workspace, workspace.WorkspaceClient, BasicCredentials(*READER, PROJECT)),
        "iam": lambda: (iam, iam.IamClient, GlobalCredentials(*ADMIN, DOMAIN)),
        "iam, account looked up": lambda: (iam, iam.IamClient, found(GlobalCredentials(*ADMIN))),
        "iam, reader": lambda: (iam, iam.IamClient, GlobalCredentials(*READER, DOMAIN)),
        "iam, token": lambda: (iam, iam.IamClient, IamCredentials(kept["token"])),
        "meeting": lambda: (meeting, meeting.MeetingClient, app("own-app", "canary-app-key")),
        "meeting, sp": lambda: (meeting, meeting.MeetingClient, app("sp-app", "canary-sp-key", corp="651543334")),
        "meeting, as ada": lambda: (meeting, meeting.MeetingClient, app("own-app", "canary-app-key", "ada")),
        "meeting, boss": lambda: (meeting, meeting.MeetingClient, MeetingCredentials("boss@corp", "canary-Boss-1")),
        "meeting, wrong password": lambda: (meeting, meeting.MeetingClient, MeetingCredentials("boss@corp", "canary-2")),
        "meeting, wrong key": lambda: (meeting, meeting.MeetingClient, app("own-app", "canary-another-key")),
        "meeting, refresh token": lambda: (meeting, meeting.MeetingClient, bearing(kept["refresh"])),
        "meeting, old token": lambda: (meeting, meeting.MeetingClient, bearing(kept["access"])),
    }
    opened = {}

    def client(name):
        if name not in opened:
            module, kind, credentials = made[name]()
            config = HttpConfig(ssl_ca_cert=ca)
            builder = kind.new_builder().with_http_config(config).with_credentials(credentials)
            if "looked up" in name:
                builder = builder.with_region(Region("cn-north-4", endpoint))
            else:
                builder = builder.with_endpoint(endpoint)
            opened[name] = (module, builder.build())
        return opened[name]

    return client
