" What an apply would do, as :BatchlangPlan shows it.
if exists('b:current_syntax') | finish | endif
syntax match batchlangPlanAdded '^+.*'
syntax match batchlangPlanRemoved '^-.*'
syntax match batchlangPlanChanged '^\~.*'
syntax match batchlangPlanSummary '^\%(Plan:\|Nothing\).*'
syntax match batchlangPlanName '^\s\+\zs[a-z_][a-z0-9_.\[\]-]*\ze\s\{2,}'
highlight default link batchlangPlanAdded DiffAdd
highlight default link batchlangPlanRemoved DiffDelete
highlight default link batchlangPlanChanged DiffChange
highlight default link batchlangPlanSummary Title
highlight default link batchlangPlanName Identifier
let b:current_syntax = 'batchlangplan'
