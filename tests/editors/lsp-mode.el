;;; lsp-mode.el --- editors/emacs in a real Emacs with lsp-mode, without a screen  -*- lexical-binding: t -*-
;;   emacs -Q --batch -l tests/editors/lsp-mode.el sample.batch      `batchlang' is on the PATH
;; Exit code 0: every check passed.
(require 'package)
(add-to-list 'package-directory-list "/usr/share/emacs/site-lisp/elpa") ; -Q hides Debian's packages
(package-initialize)
(load (expand-file-name "checks.el" (file-name-directory load-file-name)) nil t)

(require 'lsp-mode)
(require 'flymake)
(remove-hook 'flymake-diagnostic-functions #'flymake-proc-legacy-flymake)
(load (expand-file-name "../../editors/emacs/batchlang-mode.el" (file-name-directory load-file-name)) nil t)
(setq lsp-auto-guess-root t lsp-session-file (make-temp-file "session") lsp-keep-workspace-alive t
      lsp-enable-suggest-server-download nil lsp-enable-snippet nil
      lsp-completion-provider :none lsp-restart 'ignore lsp-diagnostics-provider :flymake lsp-log-io nil
      lsp-headerline-breadcrumb-enable nil lsp-modeline-code-actions-enable nil
      make-backup-files nil create-lockfiles nil)

(defun try-it ()
  (lsp)
  (check "attached" (until #'lsp-workspaces) lsp--session)
  (let* ((path (lsp--fix-path-casing buffer-file-name))
         (found (lambda () (gethash path (lsp-diagnostics)))))
    (check "finding" (until (lambda () (string-match-p "spot-poool" (format "%s" (funcall found))))) (funcall found)))
  (go "max_vcpus")
  (let ((hover (lsp-request "textDocument/hover" (lsp--text-document-position-params))))
    (check "hover" (string-match-p "vcpus" (downcase (format "%S" hover))) hover))
  (go "spot-poool")
  (let ((actions (lsp-code-actions-at-point)))
    (check "code action" actions)
    (lsp-execute-code-action (car actions))
    (check "it mends" (until (lambda () (holds "[spot-pool]"))) (text)))
  (go "main {")
  (lsp-rename "everyday")
  (check "rename" (until (lambda () (holds "[everyday]"))) (text))
  (lsp-format-buffer)
  (check "format" (holds "  type           = SPOT") (text))
  (let* ((workspace (car (lsp-workspaces)))
         (process (lsp--workspace-cmd-proc workspace)))
    ;; Right behind `exit' lsp-mode kills what has not gone yet, so how it ended says nothing.
    (let (complaints)
      (cl-letf (((symbol-function 'lsp--error) (lambda (&rest what) (push what complaints))))
        (lsp-workspace-shutdown workspace))
      (check "the server says goodbye" (null complaints) complaints))
    (check "it leaves" (until (lambda () (not (process-live-p process)))) (process-status process))))

(condition-case fault
    (progn
      (find-file (expand-file-name (car command-line-args-left)))
      (setq command-line-args-left nil)
      (try-it))
  (error (check "driver" nil (error-message-string fault))))
(set-buffer-modified-p nil)
(kill-emacs (if (zerop failed) 0 1))
