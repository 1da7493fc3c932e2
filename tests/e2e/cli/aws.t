# No region, no credentials, nobody there: said before anything is done.
$ snaplift status xy-0146-qa
! snaplift: no AWS region: neither AWS_REGION nor AWS_DEFAULT_REGION is set and profile "default" in ~/.aws/config names none
!   next: set AWS_REGION
? 2

$ snaplift plan good.yml xy-0146-qa --set services=web
! snaplift: no AWS region: neither AWS_REGION nor AWS_DEFAULT_REGION is set and profile "default" in ~/.aws/config names none
!   next: set AWS_REGION
? 2

$ AWS_REGION=eu-west-1 AWS_EC2_METADATA_DISABLED=true snaplift status xy-0146-qa
! snaplift: no AWS credentials; tried env (AWS_ACCESS_KEY_ID is not set); assume-role (profile "default" has no role_arn); assume-role-with-web-identity (AWS_WEB_IDENTITY_TOKEN_FILE is not set and profile "default" has no web_identity_token_file); sso (profile "default" has no sso_role_name); shared-credentials-file (~/.aws/credentials is not there); login (profile "default" has no login_session); custom-process (profile "default" has no credential_process); config-file (~/.aws/config is not there); ec2-credentials-file (AWS_CREDENTIAL_FILE is not set); boto-config (no keys in /etc/boto.cfg and ~/.boto); container-role (neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor AWS_CONTAINER_CREDENTIALS_FULL_URI is set); iam-role (AWS_EC2_METADATA_DISABLED is true)
!   next: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE
? 1

$ AWS_REGION=eu-west-1 AWS_EC2_METADATA_DISABLED=true snaplift run good.yml xy-0146-qa --set services=web --json 2>/dev/null | tail -1 | grep -oE '"(result|exit|code)":[^,}]*'
"result":"broken"
"exit":1
"code":"denied"
? 1

$ AWS_REGION=eu-west-1 snaplift status xy-0146-qa --trace /nowhere/trace
! snaplift: can't write the trace to /nowhere/trace: No such file or directory
!   next: give --trace (or SNAPLIFT_TRACE) a file that can be written
? 1

$ AWS_PROFILE=nobody snaplift status xy-0146-qa
! snaplift: there is no AWS profile "nobody": neither ~/.aws/credentials nor ~/.aws/config is there
? 2

$ snaplift status nonsense
! snaplift: stack "nonsense": expected <customer>-<project>-<env>, for example xy-0146-qa
!   next: what a stack may be called: snaplift help name
? 2

$ snaplift unlock xy-0146-qa
! snaplift: unlock lacks its RUN
!   next: snaplift unlock STACK RUN [OPTION]...; the options: snaplift help unlock
? 2
